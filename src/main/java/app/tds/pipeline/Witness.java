package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.mirror.RowAges.Known;
import app.tds.source.DetailQuery;
import app.tds.source.DetailTranslation;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that a list has to show. "Nothing has changed" and a list that has lost its rows look alike. So each list is
 * asked in a way that shows at least one known record. If a list is empty all the same, that record is asked for.
 */
final class Witness {

    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    private final Run run;
    private final Known known;
    private final Source source;
    private final @Nullable DetailQuery one;
    private final @Nullable DetailTranslation translation;
    private final Removal removal;
    private final PipelineParts parts;

    private Witness(JobRun run, Known known, SourceQuery query, PipelineParts parts) {
        this.run = run.run();
        this.known = known;
        this.source = run.source();
        this.one = run.isAskedById() ? run.document(query.priority()) : null;
        this.translation = run.translation().details().orElse(null);
        this.removal = run.removal();
        this.parts = parts;
    }

    /** The newest record of the job's that the mirror knows, or null if there is none. */
    static @Nullable Known newest(JobRun run, PipelineParts parts) {
        return parts.ages()
                .newest(
                        run.translation().rows(),
                        run.run().organizationId(),
                        run.run().until())
                .orElse(null);
    }

    /** The witness of this list, or null: a list of changes that is filtered by time need not show what is older. */
    static @Nullable Witness of(JobRun run, SourceQuery query, @Nullable Known known, PipelineParts parts) {
        Changes changes = query.changes();
        if (known == null || changes != null && changes.by() == Means.FILTER && !isAfter(known, changes.since())) {
            return null;
        }
        return new Witness(run, known, query, parts);
    }

    private static boolean isAfter(Known known, Instant since) {
        return known.modifiedAt() != null && !known.modifiedAt().isBefore(since);
    }

    /**
     * Why this list is empty.
     *
     * @return the calls it took to learn that the record is gone, or older than was thought
     * @throws SourceFailure if the record is there and the list should show it, or if that cannot be known
     */
    int explain(SourceQuery list) {
        if (one == null) {
            throw lies(list, "nothing but the list tells of them");
        }
        SourceDetails answer = source.details(one, List.of(known.sourceId()));
        for (SourceFailure failure : answer.failed().values()) {
            throw failure;
        }
        if (answer.gone().isEmpty() && !isOlder(list, answer.found())) {
            throw lies(list, "the source knows it");
        }
        long deleted = mark(answer);
        log.info(
                "run {}: {}{} is empty, and rightly so: record {} is {}",
                run.id(),
                list.api(),
                list.path(),
                known.sourceId(),
                deleted > 0 ? "deleted" : "older than the time that was asked for");
        return answer.calls();
    }

    private long mark(SourceDetails answer) {
        return parts.transactions().within(() -> {
            long some = removal.mark(run, answer.gone(), parts);
            parts.runs().add(run, RunCounts.ofDeleted(some, 0));
            return some;
        });
    }

    /** Only a list that is filtered by time may leave it out then. */
    private boolean isOlder(SourceQuery list, List<SourceRecord> found) {
        if (list.changes() == null || list.changes().by() != Means.FILTER || translation == null) {
            return false;
        }
        try {
            Instant time = translation.translate(found.get(0)).row().sourceModifiedAt();
            return time != null && time.isBefore(list.changes().since());
        } catch (Unusable unreadable) {
            return false;
        }
    }

    private SourceFailure lies(SourceQuery list, String why) {
        return new SourceFailure.Unavailable(
                list.api() + list.path() + " of organization " + run.organizationId()
                        + " was empty twice, but it should show record " + known.sourceId()
                        + (known.modifiedAt() == null ? "" : ", modified at " + PlainTime.utc(known.modifiedAt()))
                        + ": " + why
                        + ". The list is not believed, and the watermark stays where it is; the next run looks again. If all"
                        + " records were deleted on purpose, a full import with --accept-deletions marks them.",
                null);
    }
}
