package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.tds.source.SourceFailure;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PagePrefetchTests {

    private final AtomicInteger fetched = new AtomicInteger();

    @Test
    void pagesComeInOrderFromTheOneAskedFor() throws InterruptedException {
        try (var prefetch = new PagePrefetch("in order", number -> page(number, number == 60), 11, 3)) {
            for (int number = 11; number <= 60; number++) {
                var page = prefetch.take();
                assertThat(page.number()).isEqualTo(number);
                assertThat(page.last()).isEqualTo(number == 60);
            }
        }
        await().until(() -> thread("in order") == null);
        assertThat(fetched).hasValue(50);
    }

    @Test
    void onlyAFewPagesAreFetchedAhead() throws InterruptedException {
        try (var prefetch = new PagePrefetch("ahead", number -> page(number, false), 1, 3)) {
            // Three wait to be taken, and one waits for room.
            await().until(() -> fetched.get() == 4 && waits("ahead"));

            prefetch.take();
            await().until(() -> fetched.get() == 5 && waits("ahead"));
        }
    }

    @Test
    void evenWithoutAnyAheadPagesCome() throws InterruptedException {
        try (var prefetch = new PagePrefetch("none ahead", number -> page(number, number == 3), 1, 0)) {
            assertThat(List.of(
                            prefetch.take().number(),
                            prefetch.take().number(),
                            prefetch.take().number()))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void aFailureComesAfterThePagesBeforeIt() throws InterruptedException {
        PagePrefetch.Pages pages = number -> {
            if (number == 3) {
                throw new SourceFailure.Unavailable("down", null);
            }
            return page(number, false);
        };
        try (var prefetch = new PagePrefetch("failing", pages, 1, 5)) {
            await().until(() -> thread("failing") == null);

            assertThat(prefetch.take().number()).isEqualTo(1);
            assertThat(prefetch.take().number()).isEqualTo(2);
            assertThatThrownBy(prefetch::take)
                    .isInstanceOf(SourceFailure.Unavailable.class)
                    .hasMessage("down");
        }
    }

    @Test
    void anErrorIsNotLost() {
        PagePrefetch.Pages pages = number -> {
            throw new StackOverflowError("too deep");
        };
        try (var prefetch = new PagePrefetch("error", pages, 1, 1)) {
            assertThatThrownBy(prefetch::take).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void closingEndsAThreadThatWaitsForRoom() {
        var prefetch = new PagePrefetch("full", number -> page(number, false), 1, 1);
        await().until(() -> waits("full"));

        prefetch.close();

        await().until(() -> thread("full") == null);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void closingInterruptsACall() {
        var called = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        PagePrefetch.Pages pages = number -> {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
                throw new SourceFailure.Unavailable("interrupted", closed);
            }
            return page(number, false);
        };
        var prefetch = new PagePrefetch("calling", pages, 1, 1);
        await().until(() -> called.getCount() == 0);

        prefetch.close();

        await().until(() -> thread("calling") == null);
        assertThat(interrupted).isTrue();
    }

    private ListedPage page(int number, boolean last) {
        fetched.incrementAndGet();
        return new ListedPage(number, List.of(), last ? 0 : number + 1, 1);
    }

    private static boolean waits(String name) {
        var thread = thread(name);
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
