package app.tds.pipeline;

import app.tds.mirror.RowTotals;
import app.tds.source.Allowance;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.SourceDetails;
import app.tds.source.SourceRecord;
import java.util.List;
import java.util.Optional;

/** Fetches documents that were chosen by chance, and puts each beside its row. */
final class Sampling {

    /** Of the calls that proofs may make in a day, all jobs together take this share for their samples. */
    private static final double SHARE = 0.02;

    private static final int WITHOUT_LIMIT = 20;
    private static final int MOST = 200;

    private final JobRun job;
    private final PipelineParts parts;
    private final RowTotals rows;
    private final RecordComparison comparison;
    private final int jobs;

    /**
     * @param jobs how many jobs share the calls of proofs
     */
    Sampling(JobRun job, PipelineParts parts, RowTotals rows, RecordComparison comparison, int jobs) {
        this.job = job;
        this.parts = parts;
        this.rows = rows;
        this.comparison = comparison;
        this.jobs = jobs;
    }

    /** What came out. */
    record Outcome(int compared, int differing, int calls) {}

    Outcome compare() {
        DetailQuery query = job.documents(Priority.VERIFY);
        boolean ownAddress = query.parameter() == null;
        int size = size(
                job.source().allowance(job.run().organizationId(), query.api(), Priority.VERIFY),
                jobs,
                ownAddress ? 1 : job.source().documentsACall());
        List<String> ids = rows.sample(
                job.translation().rows(), job.run().organizationId(), job.run().id(), size);
        if (ids.isEmpty()) {
            return new Outcome(0, 0, 0);
        }
        SourceDetails details = job.source().details(query, ids);
        return parts.transactions().within(() -> {
            int compared = 0;
            int differing = 0;
            for (SourceRecord document : details.found()) {
                compared++;
                differing += differs(String.valueOf(document.sourceId()), document) ? 1 : 0;
            }
            // What is left out among others is not gone for that: only the answer at its own address says so.
            for (String gone : ownAddress ? details.gone() : List.<String>of()) {
                compared++;
                differing += comparison.compare(job, gone, null, 1).state() == CheckedRecord.State.DIFFERENT ? 1 : 0;
            }
            return new Outcome(compared, differing, details.calls());
        });
    }

    private boolean differs(String id, SourceRecord document) {
        return comparison.compare(job, id, document, 1).state() == CheckedRecord.State.DIFFERENT;
    }

    /** How many documents are chosen. */
    static int size(Optional<Allowance> allowance, int jobs, int documentsACall) {
        double calls = allowance
                .map(known -> Math.max(1, (known.perDay() - known.kept()) * SHARE / Math.max(1, jobs)))
                .orElse((double) WITHOUT_LIMIT);
        return (int) Math.min(MOST, Math.floor(calls) * documentsACall);
    }

    /** With 95 % confidence fewer than this share differ, if none of so many did that were chosen by chance. */
    static double bound(long compared) {
        return compared == 0 ? 1 : 1 - Math.pow(0.05, 1.0 / compared);
    }
}
