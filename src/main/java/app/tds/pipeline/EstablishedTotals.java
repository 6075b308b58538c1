package app.tds.pipeline;

import app.tds.mirror.RowTotals;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
import app.tds.source.SourceTotals;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of {@code etl.source_totals}: which numbers a source says of a whole list. No document names them, so that a page
 * is counted by hand, and only what comes to the same is believed.
 */
@Component
class EstablishedTotals {

    /** A source may say more, or something else, one day. */
    private static final Duration AGAIN = Duration.ofDays(30);

    private static final List<String> COUNTS = List.of("total", "total_count", "count", "records_count");
    private static final String SUM = "sum_";

    private final JdbcClient jdbc;
    private final Clock clock;

    EstablishedTotals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a source is known to say.
     *
     * @param count what it calls the number of records; null if it does not say that
     * @param sums the column that each of its sums is of, by its name
     * @param sentence the same for a person
     */
    record Established(@Nullable String count, Map<String, String> sums, String sentence) {

        /** What the numbers mean; empty if one that was there before is missing. */
        Optional<RowTotals.Totals> read(SourceTotals said) {
            BigDecimal records = count == null ? null : said.numbers().get(count);
            if (records == null || !said.numbers().keySet().containsAll(sums.keySet())) {
                return Optional.empty();
            }
            Map<String, BigDecimal> byColumn = new TreeMap<>();
            sums.forEach((name, column) -> byColumn.put(column, said.numbers().get(name)));
            return Optional.of(new RowTotals.Totals(records.longValue(), byColumn));
        }
    }

    /** What was found out within a month. */
    Optional<Established> of(Run run) {
        return jdbc.sql("""
                        select * from etl.source_totals where organization_id = ? and job = ? and looked_at > ?
                        """)
                .params(run.organizationId(), run.job(), Timestamp.from(since()))
                .query((row, number) -> {
                    String[] names = (String[]) row.getArray("sum_names").getArray();
                    String[] columns = (String[]) row.getArray("sum_columns").getArray();
                    Map<String, String> sums = new TreeMap<>();
                    for (int i = 0; i < names.length; i++) {
                        sums.put(names[i], columns[i]);
                    }
                    return new Established(row.getString("count_name"), sums, row.getString("sentence"));
                })
                .optional();
    }

    private Instant since() {
        return clock.instant().minus(AGAIN);
    }

    /** Whether the job's source was looked at, and does not say how many records it has. */
    boolean isSilent(String organizationId, String job) {
        return jdbc.sql("""
                        select exists (select from etl.source_totals
                          where organization_id = ? and job = ? and count_name is null)
                        """).params(organizationId, job).query(Boolean.class).single();
    }

    /** Counts the page by hand and keeps what came to the same, in the caller's transaction. */
    Established establish(Run run, Translation translation, SourceTotals said) {
        return keep(run, compare(run, translation, said));
    }

    /** The source does not answer the question at all; in the caller's transaction. */
    Established refused(Run run, SourceFailure.Refused reason) {
        return keep(
                run,
                new Established(
                        null,
                        Map.of(),
                        "The source refuses to say how many " + run.job() + " it has: samples are compared instead ("
                                + reason.getMessage() + ")"));
    }

    private Established keep(Run run, Established established) {
        jdbc.sql("""
                        insert into etl.source_totals
                          (organization_id, job, looked_at, run_id, count_name, sum_names, sum_columns, sentence)
                        values (:organization, :job, :now, :run, :count, :names, :columns, :sentence)
                        on conflict (organization_id, job) do update set looked_at = excluded.looked_at,
                          run_id = excluded.run_id, count_name = excluded.count_name, sum_names = excluded.sum_names,
                          sum_columns = excluded.sum_columns, sentence = excluded.sentence
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", Timestamp.from(clock.instant()))
                .param("run", run.id())
                .param("count", established.count())
                .param("names", established.sums().keySet().toArray(String[]::new))
                .param("columns", established.sums().values().toArray(String[]::new))
                .param("sentence", established.sentence())
                .update();
        return established;
    }

    private static Established compare(Run run, Translation translation, SourceTotals said) {
        List<SourceRecord> records = said.page().records();
        Class<? extends TdsRow> kind = translation.rows().iterator().next();
        // One or two records are the number of many things.
        String count = said.page().more() || records.size() < 3
                ? null
                : COUNTS.stream()
                        .filter(name -> BigDecimal.valueOf(records.size())
                                        .compareTo(said.numbers().getOrDefault(name, BigDecimal.ONE.negate()))
                                == 0)
                        .findFirst()
                        .orElse(null);
        Map<String, String> sums = new TreeMap<>();
        if (count != null) {
            said.numbers().forEach((name, number) -> {
                String column = name.startsWith(SUM) ? name.substring(SUM.length()) : "";
                if (RowTotals.isListed(kind, column)
                        && byHand(translation, records, column)
                                .filter(sum -> sum.compareTo(number) == 0)
                                .isPresent()) {
                    sums.put(name, column);
                }
            });
        }
        return new Established(count, sums, sentence(run, records.size(), count, sums));
    }

    private static Optional<BigDecimal> byHand(Translation translation, List<SourceRecord> records, String column) {
        BigDecimal sum = BigDecimal.ZERO;
        for (SourceRecord record : records) {
            try {
                Object value = RowTotals.values(translation.translate(record).row(), List.of(column))
                        .get(column);
                sum = value instanceof BigDecimal amount ? sum.add(amount) : sum;
            } catch (Unusable unusable) {
                return Optional.empty();
            }
        }
        return Optional.of(sum);
    }

    private static String sentence(Run run, int records, @Nullable String count, Map<String, String> sums) {
        return count == null
                ? "The source does not say how many " + run.job() + " it has, going by " + records
                        + " that were counted by hand: samples are compared instead"
                : "The source counts " + run.job() + " as " + count + " and sums up "
                        + (sums.isEmpty() ? "nothing" : String.join(", ", sums.keySet())) + ", going by "
                        + records + " that were counted by hand";
    }
}
