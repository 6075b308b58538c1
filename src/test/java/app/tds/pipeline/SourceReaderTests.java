package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.test.ExecutionContextTestUtils;
import org.springframework.batch.test.MetaDataInstanceFactory;

/** What a step's context says after a commit is where a restart begins. */
@Timeout(30)
class SourceReaderTests {

    private final List<Integer> fetched = new CopyOnWriteArrayList<>();
    private final RunTally tally = new RunTally();

    @Test
    void recordsComeInOrderAndEmptyPagesInTheMiddleAreNotTheEnd() throws Exception {
        SourceReader reader = reader(List.of(2, 0, 1, 0));
        reader.open(new ExecutionContext());
        assertThat(read(reader, 10)).containsExactly("1.0", "1.1", "3.0");
        assertThat(reader.read()).as("the end stays the end").isNull();
        assertThat(tally.drain()).satisfies(counts -> {
            assertThat(counts.read()).isEqualTo(3);
            assertThat(counts.pages()).isEqualTo(4);
            assertThat(counts.calls()).isEqualTo(8);
        });
        reader.close();
    }

    @Test
    void aCommitBehindAPageGoesOnWithTheNextOne() throws Exception {
        StepExecution step = MetaDataInstanceFactory.createStepExecution();
        SourceReader reader = reader(List.of(2, 2, 2));
        reader.open(step.getExecutionContext());
        read(reader, 4);
        reader.update(step.getExecutionContext());
        reader.close();
        assertThat(page(step)).isEqualTo(3);

        SourceReader restarted = reader(List.of(2, 2, 2));
        restarted.open(step.getExecutionContext());
        assertThat(read(restarted, 10)).containsExactly("3.0", "3.1");
        restarted.close();
    }

    @Test
    void aCommitInThePageReadsThatPageWholeAgain() throws Exception {
        StepExecution step = MetaDataInstanceFactory.createStepExecution();
        SourceReader reader = reader(List.of(2, 2, 2));
        reader.open(step.getExecutionContext());
        read(reader, 3);
        reader.update(step.getExecutionContext());
        reader.close();
        assertThat(page(step)).isEqualTo(2);

        SourceReader restarted = reader(List.of(2, 2, 2));
        restarted.open(step.getExecutionContext());
        assertThat(read(restarted, 10)).containsExactly("2.0", "2.1", "3.0", "3.1");
        restarted.close();
    }

    @Test
    void aRestartAsksForNoPageBeforeTheOneItBeginsWith() throws Exception {
        ExecutionContext context = new ExecutionContext();
        context.putInt("next page", 3);
        SourceReader reader = reader(List.of(2, 2, 2, 1));
        reader.open(context);
        read(reader, 10);
        reader.close();
        assertThat(fetched).containsExactly(3, 4);
    }

    @Test
    void aFailureIsThrownInItsPlaceAndIsNeverTheEnd() throws Exception {
        var reader = new SourceReader(
                "failing",
                number -> {
                    if (number == 2) {
                        throw new SourceFailure.Unavailable("down", null);
                    }
                    return page(number, 2, false);
                },
                3,
                tally);
        reader.open(new ExecutionContext());
        assertThat(read(reader, 2)).containsExactly("1.0", "1.1");
        assertThatThrownBy(reader::read).isInstanceOf(SourceFailure.Unavailable.class);
        reader.close();
    }

    private static int page(StepExecution step) {
        Integer page = ExecutionContextTestUtils.getValueFromStep(step, "next page");
        return page;
    }

    private SourceReader reader(List<Integer> sizes) {
        return new SourceReader(
                "pages",
                number -> {
                    fetched.add(number);
                    return page(number, sizes.get(number - 1), number == sizes.size());
                },
                3,
                tally);
    }

    private static ListedPage page(int number, int size, boolean last) {
        List<ListedRecord> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(new ListedRecord(new SourceRecord(number + "." + i, null, new byte[0], new byte[0]), false));
        }
        return new ListedPage(number, records, last ? 0 : number + 1, 2);
    }

    private static List<@Nullable String> read(SourceReader reader, int most) throws Exception {
        List<@Nullable String> ids = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            ListedRecord listed = reader.read();
            if (listed == null) {
                break;
            }
            ids.add(listed.record().sourceId());
        }
        return ids;
    }
}
