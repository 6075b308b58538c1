package app.tds.pipeline;

import app.tds.source.Unusable;

/** Counts the records that a run puts into quarantine. Too many of them end the run. */
final class QuarantineLimit {

    private final Run run;
    private final int most;
    private final RunTally tally;

    private long count;

    private QuarantineLimit(Run run, int most, long before, RunTally tally) {
        this.run = run;
        this.most = most;
        this.count = before;
        this.tally = tally;
    }

    /** Records that earlier executions of the run have put into quarantine count as well. */
    static QuarantineLimit of(Run run, int most, RunTally tally, PipelineParts parts) {
        return new QuarantineLimit(run, most, parts.runs().counts(run).quarantined(), tally);
    }

    /**
     * One more; returns why.
     *
     * @throws TooMany if it is one too many
     */
    Unusable count(Unusable reason) {
        if (count >= most) {
            throw new TooMany(run, most, reason);
        }
        count++;
        tally.quarantined();
        return reason;
    }

    /** So many records could not be used that the run ends. */
    static final class TooMany extends RuntimeException {
        TooMany(Run run, int most, Unusable last) {
            super(
                    "More than " + most + " records of this run could not be used (limits.quarantine of jobs/"
                            + run.job() + ".yaml), so something else is wrong than a few records. The last one: "
                            + last.getMessage(),
                    last);
        }
    }
}
