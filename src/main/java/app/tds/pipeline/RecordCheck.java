package app.tds.pipeline;

import app.tds.RecordIds;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.RecordLookup;
import app.tds.mirror.RecordLookup.Known;
import app.tds.source.Priority;
import app.tds.source.SourceDetails;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at one record: asks the source for it and puts mirror and source side by side, field by field. It writes no row;
 * what differs without a reason joins {@code etl.differences}, and is repaired like what other proofs find.
 *
 * <p>Use {@link #cost} to say beforehand what {@link #check} takes. Both may be called by any module that may use this one.
 */
@Component
public class RecordCheck {

    /** Enough for people; a thousand requests at once must not use up the calls of a day. */
    private static final int AT_ONCE = 2;

    private static final int LONGEST = 200;

    /** Lists without documents of their own are short; a longer one is not read for one record. */
    private static final int MOST_PAGES = 5;

    private final JobDefinitions jobs;
    private final Integrations integrations;
    private final RecordLookup lookup;
    private final RecordComparison comparison;
    private final PipelineParts parts;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    RecordCheck(
            JobDefinitions jobs,
            Integrations integrations,
            RecordLookup lookup,
            RecordComparison comparison,
            PipelineParts parts) {
        this.jobs = jobs;
        this.integrations = integrations;
        this.lookup = lookup;
        this.comparison = comparison;
        this.parts = parts;
    }

    /** A record cannot be checked; the message says why, and what to do. */
    public static final class NotChecked extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Reason reason;

        NotChecked(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        /** Why not. */
        public enum Reason {
            /** There is no such job, organization or record. */
            UNKNOWN,
            /** Several records are known by the same text. */
            AMBIGUOUS,
            /** Others are being checked. */
            BUSY
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * What a check takes.
     *
     * @param calls requests to the source, at most
     * @param left calls of today that checks may still make; null if nothing limits them, or the limit is not known yet
     */
    public record Cost(int calls, @Nullable Long left) {}

    /** What the source said of a record; null if it does not know it any more. */
    private record Asked(@Nullable SourceRecord record, int calls) {}

    /** The organizations whose records can be checked. */
    public List<String> organizations() {
        return integrations.organizationIds().stream().sorted().toList();
    }

    /** What the check of this record takes. */
    public Cost cost(String job, String organizationId, String numberOrId) {
        JobRun run = run(job, organizationId);
        boolean known = !found(run, numberOrId).isEmpty() || !run.hasDocuments();
        int calls = run.hasDocuments() ? 1 : (int) Math.min(MOST_PAGES, Math.max(1, pages(run)));
        Long left = integrations
                .allowance(run.job(), organizationId, Priority.VERIFY)
                .map(allowance -> Math.max(0, allowance.left() - allowance.kept()))
                .orElse(null);
        return new Cost(known ? calls : calls + 1, left);
    }

    /**
     * Asks the source for the record and compares.
     *
     * @param numberOrId what people know it by, or its id
     * @throws NotChecked if it is not clear which record is meant
     * @throws app.tds.source.SourceFailure if the source gives no answer, or the calls of today are for others
     */
    public CheckedRecord check(String job, String organizationId, String numberOrId) {
        JobRun run = run(job, organizationId);
        if (!turns.tryAcquire()) {
            throw new NotChecked(
                    NotChecked.Reason.BUSY, AT_ONCE + " records are being checked already. Try again in a moment.");
        }
        try {
            return check(run, numberOrId.strip());
        } finally {
            turns.release();
        }
    }

    private JobRun run(String job, String organizationId) {
        JobDefinition definition = jobs.find(job)
                .orElseThrow(() -> new NotChecked(
                        NotChecked.Reason.UNKNOWN,
                        "There is no job \"" + job + "\"; there are " + String.join(", ", jobs.names()) + "."));
        if (!integrations.organizationIds().contains(organizationId)) {
            throw new NotChecked(
                    NotChecked.Reason.UNKNOWN,
                    "Organization " + organizationId + " is not configured; there are "
                            + String.join(", ", new TreeSet<>(integrations.organizationIds())) + ".");
        }
        Instant now = parts.clock().instant();
        return integrations.of(
                definition,
                new Run(0, job, organizationId, RunMode.VERIFY, Selection.NONE, AskedBy.COMMAND, now, null, now));
    }

    private long pages(JobRun run) {
        Runs.Extent extent =
                parts.runs().extents(run.run().organizationId()).get(run.job().name());
        return extent == null ? 1 : extent.pages();
    }

    private List<Known> found(JobRun run, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new NotChecked(
                    NotChecked.Reason.UNKNOWN,
                    "Say which record: its number, name or id, at most " + LONGEST + " characters.");
        }
        return lookup.find(integrations.namedBy(run.job()), run.run().organizationId(), text.strip());
    }

    private CheckedRecord check(JobRun run, String text) {
        List<Known> known = found(run, text);
        if (known.stream().map(Known::sourceId).distinct().count() > 1) {
            throw new NotChecked(
                    NotChecked.Reason.AMBIGUOUS,
                    "\"" + text + "\" is more than one record: name one by its id, of "
                            + known.stream().map(Known::sourceId).distinct().collect(Collectors.joining(", ")) + ".");
        }
        String id = known.isEmpty() ? text : known.get(0).sourceId();
        int calls = 0;
        if (known.isEmpty() && run.hasDocuments()) {
            SourcePage page = run.source().fetch(byName(run, text), 1);
            calls = page.calls();
            id = idIn(run, page, text).orElse(text);
            if (id.equals(text) && !page.records().isEmpty() && !isNumber(text)) {
                throw new NotChecked(
                        NotChecked.Reason.UNKNOWN,
                        "The mirror has no record of " + run.run().job() + " known as \"" + text
                                + "\", and the source does not look for that. Name the record by its id.");
            }
        }
        Asked asked = ask(run, id);
        if (asked.record() == null && known.isEmpty()) {
            throw new NotChecked(
                    NotChecked.Reason.UNKNOWN,
                    "Neither the mirror nor the source has a record of "
                            + run.run().job() + " known as \"" + text + "\".");
        }
        String found =
                asked.record() == null ? id : String.valueOf(asked.record().sourceId());
        int took = calls + asked.calls();
        return parts.transactions().within(() -> comparison.compare(run, found, asked.record(), took));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    /** The source's list, filtered by what people know records by. A filter that is ignored gives other records. */
    private SourceQuery byName(JobRun run, String text) {
        SourceQuery list = run.list(Priority.VERIFY, null);
        Map<String, String> parameters = new HashMap<>(list.parameters());
        integrations.namedBy(run.job()).stream()
                .flatMap(kind -> RecordLookup.listedKeys(kind).stream())
                .min(Comparator.comparing((String key) -> !key.equals("sku")))
                .ifPresent(key -> parameters.put(key, text));
        return list.with(parameters);
    }

    private static Optional<String> idIn(JobRun run, SourcePage page, String text) {
        return page.records().stream()
                .filter(record -> isMeant(run, record, text))
                .map(SourceRecord::sourceId)
                .findFirst();
    }

    private static boolean isMeant(JobRun run, SourceRecord record, String text) {
        if (text.equals(record.sourceId())) {
            return true;
        }
        try {
            return RecordLookup.isKnownBy(run.translation().translate(record).row(), text);
        } catch (Unusable unusable) {
            return false;
        }
    }

    private Asked ask(JobRun run, String id) {
        return run.hasDocuments() ? document(run, id) : listed(run, id);
    }

    private static Asked document(JobRun run, String id) {
        if (!RecordIds.isId(id)) {
            return new Asked(null, 0);
        }
        SourceDetails details = run.source().details(run.document(Priority.VERIFY), List.of(id));
        if (!details.failed().isEmpty()) {
            throw details.failed().values().iterator().next();
        }
        return new Asked(details.found().isEmpty() ? null : details.found().get(0), details.calls());
    }

    private static Asked listed(JobRun run, String text) {
        int calls = 0;
        for (int number = 1; number <= MOST_PAGES; number++) {
            SourcePage page = run.source().fetch(run.list(Priority.VERIFY, null), number);
            calls += page.calls();
            Optional<SourceRecord> found = page.records().stream()
                    .filter(record -> isMeant(run, record, text))
                    .findFirst();
            if (found.isPresent() || !page.more()) {
                return new Asked(found.orElse(null), calls);
            }
        }
        throw new NotChecked(
                NotChecked.Reason.UNKNOWN,
                "The first " + MOST_PAGES + " pages of " + run.run().job() + " do not have the record: a full import"
                        + " compares every row.");
    }
}
