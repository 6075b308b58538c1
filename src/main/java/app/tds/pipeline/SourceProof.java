package app.tds.pipeline;

import app.tds.mirror.Difference;
import app.tds.mirror.RowTotals;
import app.tds.mirror.RowTotals.Days;
import app.tds.mirror.RowTotals.Row;
import app.tds.mirror.RowTotals.Totals;
import app.tds.mirror.TdsRow;
import app.tds.pipeline.EstablishedTotals.Established;
import app.tds.source.Priority;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares count and sums that the source says of a whole list with those of the table. Where they differ, the days are
 * halved, so that one call tells of both halves, until a page shows all records of those days.
 */
final class SourceProof {

    /** Many differences have one cause, and that is no reason to spend the calls of a day: the next proof goes on. */
    static final int MOST_CALLS = 40;

    private final JobRun job;
    private final PipelineParts parts;
    private final RowTotals rows;
    private final Established established;
    private final Set<String> columns;
    private final Instant seen;

    private int calls;
    private boolean leftOut;
    private final Map<String, Difference> found = new LinkedHashMap<>();
    private final Set<String> surplus = new TreeSet<>();
    private final Set<String> listed = new TreeSet<>();

    SourceProof(JobRun job, PipelineParts parts, RowTotals rows, Established established) {
        this.job = job;
        this.parts = parts;
        this.rows = rows;
        this.established = established;
        this.columns = new TreeSet<>(established.sums().values());
        this.seen = parts.watermarks()
                .seenUntil(job.run().organizationId(), job.run().job())
                .orElse(Instant.MIN);
    }

    /**
     * What came out.
     *
     * @param compared records of the source; null if nothing was compared
     * @param found differences
     * @param calls requests to the source
     * @param remark what a person should know; null if nothing
     */
    record Outcome(
            @Nullable Long compared,
            List<Difference> found,
            int calls,
            @Nullable String remark) {}

    /** Empty if the source does not say its numbers any more. */
    Optional<Outcome> compare() {
        Days all = all(job);
        Optional<Totals> there = ask(all);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Totals here = rows.of(all, columns);
        if (!here.same(there.get())) {
            if (changesAreOnTheirWay()) {
                return Optional.of(new Outcome(
                        null,
                        List.of(),
                        calls,
                        "Nothing was compared: the source has changes that no run has read yet."));
            }
            narrow(all, here, there.get());
        }
        surplus.removeAll(listed);
        surplus.forEach(id -> found.putIfAbsent(id, difference(id, Difference.ROW, "there", "not listed")));
        return Optional.of(new Outcome(
                there.get().count(),
                List.copyOf(found.values()),
                calls,
                leftOut
                        ? "Not every difference was looked for, since that takes more than " + MOST_CALLS
                                + " calls: the next proof goes on."
                        : null));
    }

    private Optional<Totals> ask(Days days) {
        var said = job.source()
                .totals(query(job, days), Objects.requireNonNull(job.range().totals()), false);
        calls += said.page().calls();
        return established.read(said);
    }

    /** All days of the job's rows. */
    static Days all(JobRun job) {
        return new Days(
                job.translation().rows().iterator().next(),
                job.run().organizationId(),
                job.range().field(),
                null,
                null);
    }

    /** Asks for the list of these days. */
    static SourceQuery query(JobRun job, Days days) {
        SourceQuery list = job.list(Priority.VERIFY, null);
        Map<String, String> parameters = new HashMap<>(list.parameters());
        if (days.from() != null) {
            parameters.put(job.range().from(), days.from().toString());
        }
        if (days.to() != null) {
            parameters.put(job.range().to(), days.to().toString());
        }
        return list.with(parameters);
    }

    /** What was modified after the last run has read the list: the next delta brings it, and it is no difference. */
    private boolean changesAreOnTheirWay() {
        if (seen.equals(Instant.MIN)) {
            return true;
        }
        SourceQuery changes = job.list(Priority.VERIFY, new SourceQuery.Changes(seen, SourceQuery.Means.FILTER));
        SourcePage page = job.source().fetch(changes, 1);
        calls += page.calls();
        return page.records().stream()
                .anyMatch(record ->
                        record.modifiedAt() != null && record.modifiedAt().isAfter(seen));
    }

    private void narrow(Days days, Totals here, Totals there) {
        if (here.same(there)) {
            return;
        }
        if (calls >= MOST_CALLS) {
            leftOut = true;
            return;
        }
        boolean onePage =
                Math.max(here.count(), there.count()) <= job.job().source().pageSize();
        Optional<LocalDate> middle = onePage ? Optional.empty() : rows.middle(days);
        if (middle.isEmpty()) {
            list(days);
            return;
        }
        Days first = days.upTo(middle.get());
        Optional<Totals> thereFirst = ask(first);
        if (thereFirst.isEmpty()) {
            leftOut = true;
            return;
        }
        Totals hereFirst = rows.of(first, columns);
        narrow(first, hereFirst, thereFirst.get());
        narrow(days.after(middle.get()), here.minus(hereFirst), there.minus(thereFirst.get()));
    }

    private void list(Days days) {
        Set<String> shown = new TreeSet<>();
        SourcePage page;
        int number = 1;
        do {
            page = job.source().fetch(query(job, days), number++);
            calls += page.calls();
            compare(days, page.records(), shown);
        } while (page.more() && calls < MOST_CALLS);
        if (page.more()) {
            leftOut = true;
        } else {
            Set<String> more = new TreeSet<>(rows.rows(days, columns).keySet());
            more.removeAll(shown);
            surplus.addAll(more);
        }
    }

    private void compare(Days days, List<SourceRecord> records, Set<String> shown) {
        Map<String, TdsRow> said = new TreeMap<>();
        for (SourceRecord record : records) {
            try {
                if (record.sourceId() != null) {
                    shown.add(record.sourceId());
                    said.put(
                            record.sourceId(),
                            job.translation().translate(record).row());
                }
            } catch (Unusable unusable) {
                // It is in quarantine, which holds what is verified where it is.
                continue;
            }
        }
        listed.addAll(shown);
        List<String> compared = new ArrayList<>(columns);
        compared.add(days.day());
        Map<String, Row> kept = rows.rows(days, said.keySet(), compared);
        said.forEach((id, row) -> compare(id, row, kept.get(id), compared));
    }

    private void compare(String id, TdsRow there, @Nullable Row here, List<String> compared) {
        Instant modified = there.sourceModifiedAt();
        boolean behind = here == null || here.deleted() || isBefore(here.modifiedAt(), modified);
        if (behind && modified != null && modified.isAfter(seen)) {
            return;
        }
        if (here == null || here.deleted()) {
            found.put(id, difference(id, Difference.ROW, here == null ? "missing" : "deleted", "listed"));
            return;
        }
        if (isBefore(modified, here.modifiedAt())) {
            // Told by a webhook, and not confirmed yet: it is fetched within the hour.
            return;
        }
        Map<String, @Nullable Object> said = RowTotals.values(there, compared);
        for (String column : compared) {
            if (!same(here.values().get(column), said.get(column))) {
                found.put(
                        id + " " + column,
                        difference(id, column, text(here.values().get(column)), text(said.get(column))));
            }
        }
        if (behind) {
            found.putIfAbsent(id, difference(id, "source_modified_at", text(here.modifiedAt()), text(modified)));
        }
    }

    private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isBefore(other);
    }

    private static boolean same(@Nullable Object here, @Nullable Object there) {
        return here instanceof BigDecimal one && there instanceof BigDecimal other
                ? one.compareTo(other) == 0
                : Objects.equals(here, there);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Difference difference(String id, String field, @Nullable String here, @Nullable String there) {
        return new Difference(
                KeptTranslation.table(job.translation().rows().iterator().next()), id, "", field, here, there);
    }
}
