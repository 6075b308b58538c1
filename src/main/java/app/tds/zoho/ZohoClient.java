package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.source.WaitedForLimit;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Zoho's Books, Inventory and CRM; the only place that repeats a call, and each repeat takes its own share of the
 * budget.
 */
@Component
class ZohoClient {

    private static final int ATTEMPTS = 4;
    static final int IDS_A_CALL = 100;
    private static final int CONCURRENT = 5;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    /** What asking for permission takes without waiting. */
    private static final Duration BOOKKEEPING = Duration.ofMillis(20);

    private final ZohoExchange exchange;
    private final AccessTokens tokens;
    private final RequestBudget budget;
    private final CircuitBreakers breakers;
    private final ZohoFailures failures;
    private final ZohoCalls journal;
    private final TreeReading trees;
    private final ZohoSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Retry retry;

    ZohoClient(
            ZohoExchange exchange,
            AccessTokens tokens,
            RequestBudget budget,
            CircuitBreakers breakers,
            ZohoFailures failures,
            ZohoCalls journal,
            ZohoSettings settings,
            JsonMapper mapper,
            ApplicationEventPublisher events,
            Clock clock) {
        this.exchange = exchange;
        this.tokens = tokens;
        this.budget = budget;
        this.breakers = breakers;
        this.failures = failures;
        this.journal = journal;
        this.trees = new TreeReading(mapper);
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.retry = Retry.of(
                "zoho",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .retryOnException(failure -> failure instanceof Failed failed && failed.again)
                        .intervalBiFunction((attempt, outcome) -> delay(attempt, outcome.getLeft()))
                        .build());
    }

    /** What an answer's body means. */
    interface Reading<T> {
        /**
         * @throws Unreadable if the body is not what Zoho documents
         */
        T read(byte[] body);

        /** Whether this code of Zoho's says that there is nothing, whatever the status is. */
        default boolean saysNothing(String code) {
            return false;
        }

        /**
         * Reads a body of this type, which has to be JSON unless the reading takes another.
         *
         * @throws Unreadable if it is not
         */
        default T read(byte[] body, @Nullable MediaType type) {
            if (type == null || !type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                throw new Unreadable("its content type is " + type + ", not JSON");
            }
            return read(body);
        }
    }

    /** A body that is not what Zoho documents; the message says why. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * What Zoho answered, and what it took.
     *
     * @param value as read
     * @param calls requests to the API, repeats included
     */
    record Answer<T>(T value, int calls) {}

    /**
     * What became of one of several requests.
     *
     * @param result if there was one
     * @param failure otherwise
     * @param calls requests to the API it took, repeats included
     */
    record Outcome<T>(
            ZohoRequest request,
            @Nullable ZohoResult<T> result,
            @Nullable RuntimeException failure,
            int calls) {

        /** The result, or the failure thrown. */
        ZohoResult<T> get() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(result);
        }
    }

    /** One attempt came to nothing. */
    private static final class Failed extends RuntimeException {
        private final transient SourceFailure failure;
        private final boolean again;

        private Failed(SourceFailure failure, boolean again) {
            super(failure.getMessage(), failure, false, false);
            this.failure = failure;
            this.again = again;
        }
    }

    /** Reads something as a tree; its decimals are exact. */
    ZohoResult<JsonNode> get(ZohoRequest request) {
        return ask(request).value();
    }

    /** The same for any method, with the number of requests it took. */
    Answer<ZohoResult<JsonNode>> ask(ZohoRequest request) {
        return ask(request, trees.of(request));
    }

    /** An answer to this request as a tree; its decimals are exact. */
    JsonNode tree(ZohoRequest request, byte[] body) {
        return trees.of(request).read(body);
    }

    /** Makes something; never twice. */
    ZohoResult<JsonNode> post(ZohoRequest request, JsonNode body) {
        return get(request.as(HttpMethod.POST, body));
    }

    /** Changes something. */
    ZohoResult<JsonNode> put(ZohoRequest request, JsonNode body) {
        return get(request.as(HttpMethod.PUT, body));
    }

    /** Removes something; what was not there is gone as well. */
    ZohoResult<JsonNode> delete(ZohoRequest request) {
        return get(request.as(HttpMethod.DELETE, null));
    }

    /**
     * Reads what has to be there.
     *
     * @throws SourceFailure if there is no answer to work with, or it is that there is nothing
     */
    <T> Answer<T> get(ZohoRequest request, Reading<T> reading) {
        Answer<ZohoResult<T>> answer = ask(request, reading);
        return new Answer<>(found(request, answer.value()), answer.calls());
    }

    /** The pages of a list, each asked for when its turn comes; a page is never the last unless Zoho says so. */
    Iterator<PageReading.Page> pages(ZohoRequest list, Reading<PageReading.Page> reading) {
        return new Iterator<>() {
            private @Nullable ZohoRequest next = list.with("page", "1");
            private int number = 1;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public PageReading.Page next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                PageReading.Page page = page(next, reading).value();
                number++;
                next = page.more() ? following(list, number, page.next()) : null;
                return page;
            }
        };
    }

    /** One page of a list; an empty one if CRM has nothing, or nothing new. */
    Answer<PageReading.Page> page(ZohoRequest request, Reading<PageReading.Page> reading) {
        Answer<ZohoResult<PageReading.Page>> answer = ask(request, reading);
        return answer.value() instanceof ZohoResult.Nothing
                ? new Answer<>(PageReading.Page.NONE, answer.calls())
                : new Answer<>(found(request, answer.value()), answer.calls());
    }

    private static <T> T found(ZohoRequest request, ZohoResult<T> result) {
        if (result instanceof ZohoResult.Found<T> found) {
            return found.value();
        }
        throw new SourceFailure.Gone(
                result instanceof ZohoResult.Gone<T> gone
                        ? gone.reason()
                        : request.what() + ": Zoho has nothing there");
    }

    /** The request for a page that follows another; a token and a page number exclude each other. */
    static ZohoRequest following(ZohoRequest list, int number, @Nullable String token) {
        return token == null
                ? list.with("page", String.valueOf(number))
                : list.without("page").with("page_token", token);
    }

    /** Ids in portions that a call takes. */
    static List<List<String>> batches(Collection<String> ids) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += IDS_A_CALL) {
            batches.add(distinct.subList(from, Math.min(distinct.size(), from + IDS_A_CALL)));
        }
        return batches;
    }

    /** Independent requests, a few at the same time; in their order, and none is lost for another's failure. */
    List<Outcome<JsonNode>> all(List<ZohoRequest> requests) {
        return all(requests, trees::of);
    }

    /** Independent requests, each read in its own way. */
    <T> List<Outcome<T>> all(List<ZohoRequest> requests, Function<ZohoRequest, Reading<T>> readings) {
        int concurrent = settings.callsInFlight() == 0 ? CONCURRENT : settings.callsInFlight();
        List<Outcome<T>> outcomes = Flux.fromIterable(requests)
                .flatMapSequential(
                        request -> Mono.fromCallable(() -> outcome(request, readings.apply(request)))
                                .subscribeOn(Schedulers.boundedElastic()),
                        concurrent,
                        1)
                .collectList()
                .block();
        return outcomes == null ? Collections.emptyList() : outcomes;
    }

    private <T> Outcome<T> outcome(ZohoRequest request, Reading<T> reading) {
        int[] calls = {0};
        try {
            ZohoResult<T> result = ask(request, reading, calls);
            return new Outcome<>(request, result, null, calls[0]);
        } catch (RuntimeException failure) {
            return new Outcome<>(request, null, failure, calls[0]);
        }
    }

    /**
     * Asks, and asks again where that may help.
     *
     * @throws SourceFailure if there is no answer to work with
     */
    <T> Answer<ZohoResult<T>> ask(ZohoRequest request, Reading<T> reading) {
        int[] calls = {0};
        ZohoResult<T> result = ask(request, reading, calls);
        return new Answer<>(result, calls[0]);
    }

    /** Counts its requests whether there is an answer or not. */
    private <T> ZohoResult<T> ask(ZohoRequest request, Reading<T> reading, int[] calls) {
        int[] attempts = {0};
        try {
            return retry.executeSupplier(() -> {
                if (attempts[0]++ > 0) {
                    journal.again(request);
                }
                return guarded(request, reading, calls, attempts[0] == 1);
            });
        } catch (Failed failed) {
            throw failed.failure;
        }
    }

    private <T> ZohoResult<T> guarded(ZohoRequest request, Reading<T> reading, int[] calls, boolean first) {
        String account = request.account();
        if (account == null) {
            return attempt(request, reading, calls, first);
        }
        CircuitBreakers.Way way = breakers.of(account, request.api() + request.endpoint(), request.records());
        Optional<Instant> closedUntil = way.closedUntil();
        if (closedUntil.isPresent()) {
            throw new Failed(failures.ofOpenCircuit(request.what(), closedUntil.get()), false);
        }
        boolean told = false;
        try {
            ZohoResult<T> result = attempt(request, reading, calls, first);
            way.answered();
            told = true;
            return result;
        } catch (Failed failed) {
            if (failed.failure instanceof SourceFailure.Unavailable
                    && !Thread.currentThread().isInterrupted()) {
                way.unanswered(failed.failure);
                told = true;
            }
            throw failed;
        } finally {
            if (!told) {
                way.neither();
            }
        }
    }

    private <T> ZohoResult<T> attempt(ZohoRequest request, Reading<T> reading, int[] calls, boolean first) {
        Access access = token(() -> tokens.current(request.connection()));
        ZohoAnswer answer = send(request, access, calls);
        if (ZohoFailures.tokenExpired(answer.status(), answer.code())) {
            journal.ended(request, answer, "expired token");
            // Nothing was done with a token that is refused, so this repeats no POST.
            Access other = token(() -> tokens.instead(request.connection(), access));
            answer = send(request, other, calls);
        }
        try {
            ZohoResult<T> result = result(request, answer, reading);
            journal.ended(request, answer, result.getClass().getSimpleName());
            if (first
                    && request.repeatable()
                    && result instanceof ZohoResult.Gone<T> gone
                    && ZohoFailures.mayPass(answer.code())) {
                throw new Failed(new SourceFailure.Gone(gone.reason()), true);
            }
            return result;
        } catch (SourceFailure failure) {
            journal.ended(request, answer, failure.getClass().getSimpleName());
            throw new Failed(
                    failure,
                    failure instanceof SourceFailure.Throttled throttled && isShort(throttled)
                            || failure instanceof SourceFailure.Unavailable && request.repeatable());
        }
    }

    private interface TokenSource {
        Access get();
    }

    private Access token(TokenSource source) {
        try {
            return source.get();
        } catch (SourceFailure failure) {
            throw new Failed(failure, failure instanceof SourceFailure.Unavailable);
        }
    }

    private <T> ZohoResult<T> result(ZohoRequest request, ZohoAnswer answer, Reading<T> reading) {
        if (request.dialect().saysNothing(answer.status(), request.modifiedSince() != null)) {
            return new ZohoResult.Nothing<>();
        }
        if (!answer.code().isEmpty() && reading.saysNothing(answer.code())) {
            return new ZohoResult.Gone<>(request.what() + ": " + answer.message());
        }
        if (!answer.success()) {
            return refused(request, answer);
        }
        if (!answer.code().isEmpty() && !answer.code().equals("0")) {
            return refused(request, answer);
        }
        try {
            return new ZohoResult.Found<>(reading.read(answer.body(), type(answer)));
        } catch (Unreadable cause) {
            throw failures.unreadable(request.what(), String.valueOf(cause.getMessage()));
        }
    }

    private static @Nullable MediaType type(ZohoAnswer answer) {
        try {
            return answer.headers().getContentType();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private <T> ZohoResult<T> refused(ZohoRequest request, ZohoAnswer answer) {
        SourceFailure failure = ZohoFailures.ofRequest(
                request,
                answer.code(),
                failures.ofAnswer(
                        request.what(), answer.status(), answer.code(), answer.message(), answer.retryAfter()));
        if (failure instanceof SourceFailure.Gone || request.dialect().saysGone(request, answer.code())) {
            return new ZohoResult.Gone<>(String.valueOf(failure.getMessage()));
        }
        String account = request.account();
        if (account != null && failure instanceof SourceFailure.Throttled throttled && !isShort(throttled)) {
            budget.pause(account, throttled.until(), String.valueOf(throttled.getMessage()));
        }
        throw failure;
    }

    private ZohoAnswer send(ZohoRequest request, Access access, int[] calls) {
        ZohoAnswer answer = exchanged(request, access, calls);
        observe(request, answer);
        return answer;
    }

    private ZohoAnswer exchanged(ZohoRequest request, Access access, int[] calls) {
        RequestBudget.Permit permit = permit(request);
        Instant begin = clock.instant();
        try {
            calls[0]++;
            return exchange.send(request, access);
        } catch (RuntimeException cause) {
            Throwable root = root(cause);
            SourceFailure failure = failures.ofTransport(request.what(), root);
            journal.broken(request, root, Duration.between(begin, clock.instant()));
            throw new Failed(
                    failure,
                    !Thread.currentThread().isInterrupted()
                            && (request.repeatable() || ZohoFailures.neverArrived(root)));
        } finally {
            permit.release();
        }
    }

    private RequestBudget.Permit permit(ZohoRequest request) {
        String account = request.account();
        if (account == null) {
            return () -> {};
        }
        try {
            Instant asked = clock.instant();
            RequestBudget.Permit permit = budget.take(account, request.priority(), request.price());
            Duration took = Duration.between(asked, clock.instant());
            if (took.compareTo(BOOKKEEPING) > 0) {
                events.publishEvent(new WaitedForLimit(request.runId(), took));
            }
            return permit;
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new Failed(failures.ofTransport(request.what(), cause), false);
        } catch (SourceFailure.Throttled throttled) {
            throw new Failed(throttled, isShort(throttled));
        }
    }

    /** What Zoho says is left: of the day on every answer, of CRM's credits once half of them are used. */
    private void observe(ZohoRequest request, ZohoAnswer answer) {
        Long quota = answer.number("x-rate-limit-limit");
        Long remaining = answer.number("x-rate-limit-remaining");
        Long reset = answer.number("x-rate-limit-reset");
        String account = request.account();
        Long credits = answer.number("x-api-credits-remaining");
        if (account != null && quota != null && remaining != null && reset != null) {
            budget.observed(account, quota, remaining, Duration.ofSeconds(reset));
        } else if (account != null && credits != null && request.dialect() == Dialect.CRM) {
            budget.observedCredits(account, String.valueOf(request.organizationId()), credits);
        }
    }

    /** A pause of a few seconds is waited for; a lock-out is not. */
    private boolean isShort(SourceFailure.Throttled throttled) {
        return throttled.until().isBefore(clock.instant().plus(LONGEST_DELAY));
    }

    private long delay(int attempt, @Nullable Throwable failure) {
        long backOff = IntervalFunction.ofExponentialRandomBackoff(settings.retryDelay(), 2.0, 0.5, LONGEST_DELAY)
                .apply(attempt);
        return failure instanceof Failed failed && failed.failure instanceof SourceFailure.Throttled throttled
                ? Math.max(
                        backOff,
                        Duration.between(clock.instant(), throttled.until()).toMillis())
                : backOff;
    }

    /** The first cause that says something. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
