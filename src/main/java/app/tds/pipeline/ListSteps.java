package app.tds.pipeline;

import app.tds.source.SourceQuery;
import app.tds.source.Unusable;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the steps that read records, translate them and write their rows. */
@Component
class ListSteps {

    private static final String NAME = "list";

    private final Steps steps;
    private final PipelineParts parts;
    private final PlatformTransactionManager transactions;

    ListSteps(Steps steps, PipelineParts parts, PlatformTransactionManager transactions) {
        this.steps = steps;
        this.parts = parts;
        this.transactions = transactions;
    }

    /** The pages of a list, each compared with the mirror; the witness is a record that the list has to show, or null. */
    Listing pages(JobRun run, SourceQuery query, @Nullable Witness witness) {
        return new Listing(
                run.source(), query, parts.tables(), run.translation().rows(), witness, counting(run));
    }

    private static @Nullable String counting(JobRun run) {
        var range = run.job().source().range();
        return range == null ? null : range.totals();
    }

    /** Begins to read these pages, from the first one on. */
    PagePrefetch begin(JobRun run, PagePrefetch.Pages pages) {
        return new PagePrefetch(
                name(run), translated(run, pages), 0, run.job().limits().pagesAhead());
    }

    private static PagePrefetch.Pages translated(JobRun run, PagePrefetch.Pages pages) {
        return new TranslatedAhead.Pages(pages, run.translation());
    }

    private static String name(JobRun run) {
        return "pages-" + run.run().job() + "-" + run.run().id();
    }

    /**
     * Reads these pages.
     *
     * @param keepsIds whether the ids that were listed are kept until the run is over
     */
    Step read(JobRun run, PagePrefetch.Pages pages, boolean keepsIds) {
        RunTally tally = new RunTally();
        var reader = new SourceReader(
                name(run), translated(run, pages), run.job().limits().pagesAhead(), tally, run.begun());
        return records(run, reader, tally, run.job().limits().quarantine(), keepsIds);
    }

    /** Reads the list rows that are in quarantine. They may be refused again, however many they are. */
    Step readQuarantine(JobRun run) {
        RunTally tally = new RunTally();
        var reader = new QuarantineReader(run.run(), parts.quarantine(), tally);
        return records(run, reader, tally, Integer.MAX_VALUE, false);
    }

    private Step records(
            JobRun run, ItemReader<ListedRecord> reader, RunTally tally, int mostInQuarantine, boolean keepsIds) {
        Set<String> inQuarantine = parts.quarantine().ids(run.run());
        var limit = QuarantineLimit.of(run.run(), mostInQuarantine, tally, parts);
        return steps
                .named(NAME)
                .<ListedRecord, TranslatedRecord>chunk(run.job().limits().chunkSize())
                .transactionManager(transactions)
                .reader(reader)
                .processor(new RecordTranslator(run.translation(), inQuarantine, tally))
                .writer(new RecordWriter(run, inQuarantine, limit, tally, parts))
                .stream(new TallyStream(run.run(), tally, keepsIds, parts))
                .faultTolerant()
                .skipPolicy((failure, skips) -> failure instanceof Unusable)
                .skipListener(new SkipListener<ListedRecord, TranslatedRecord>() {
                    @Override
                    public void onSkipInProcess(ListedRecord listed, Throwable reason) {
                        parts.quarantine().put(run.run(), listed.record(), limit.count((Unusable) reason));
                    }
                })
                .interruptionPolicy(steps.stopFlags())
                .build();
    }
}
