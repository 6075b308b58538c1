package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities;
import app.tds.Entities.Entity;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody writes to the tables, a seed decides where and what: each time the nightly proof names the record and the field,
 * nothing is verified meanwhile, and the record is put right by itself.
 */
class PlantsIntegrationTests {

    private static final int PLANTS = Integer.getInteger("plants", 30);
    private static final int TRIES = 5_000;
    private static final long SEED = Long.getLong("plants.seed", 20261130L);

    private static final List<String> TECHNICAL = List.of(
            "organization_id",
            "source_id",
            "first_seen_at",
            "synced_at",
            "deleted_at",
            "run_id",
            "payload_hash",
            "fingerprint",
            "detail_hash",
            "detailed_at",
            "detail_modified_at",
            "source_modified_at",
            "source_created_at");

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static JdbcClient jdbc;
    private static Company company;
    private static Map<String, List<String>> columns;

    private final Random random = new Random(SEED);
    private final Map<Kind, Integer> planted = new EnumMap<>(Kind.class);

    /** What is done to a row. */
    private enum Kind {
        ROW_LOST,
        ROW_DOUBLED,
        AMOUNT_CHANGED,
        DATE_MOVED,
        STATUS_SWAPPED,
        PART_OF_ANOTHER,
        REVIVED,
        LETTER_REPLACED
    }

    /**
     * A plant.
     *
     * @param entity whose proof has to find it
     * @param id as differences name it, of the part or of the record
     */
    private record Plant(Kind kind, Entity entity, String table, String id, String field) {}

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(14, 12, 14, 10, 10);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
        jdbc = application.jdbc();
        company = sandbox.company(sandbox.organizationIds().get(0));
        Entities.jobs().forEach(job -> run(job, RunMode.FULL));
        List.of("invoices", "bills")
                .forEach(list -> company.delete(list, company.ids(list).get(1)));
        Entities.jobs().forEach(job -> run(job, RunMode.FULL));
        for (int i = 0; i < 4; i++) {
            Entities.jobs().forEach(job -> run(job, RunMode.DELTA));
        }
        // Long ago, as rows usually were written.
        tables().forEach(table -> jdbc.sql("update tds." + table + " set synced_at = synced_at - interval '1 day'"
                        + (has(table, "detailed_at") ? ", detailed_at = detailed_at - interval '1 day'" : ""))
                .update());
        jdbc.sql("update etl.runs set started_at = started_at - interval '1 day' where mode <> 'FULL' or deleted = 0")
                .update();
        columns = new TreeMap<>();
        tables().forEach(table -> columns.put(table, columns(table)));
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void everyPlantIsFoundNamedAndPutRightAndNothingIsVerifiedMeanwhile() {
        int refused = 0;
        for (int number = 0; number < PLANTS; ) {
            // By turns, so that each kind is planted.
            Kind kind = Kind.values()[number % Kind.values().length];
            List<Entity> all = new ArrayList<>(Entities.all());
            Entity entity = all.get(random.nextInt(all.size()));
            List<String> tables = new ArrayList<>(entity.tables());
            partTables(entity).stream().filter(part -> !tables.contains(part)).forEach(tables::add);
            String table = tables.get(random.nextInt(tables.size()));
            Map<String, String> before = rows(table);
            Optional<Plant> plant = plant(kind, entity, table);
            if (plant.isEmpty()) {
                assertThat(++refused)
                        .as("tries in vain, the last of kind %s", kind)
                        .isLessThan(TRIES);
                continue;
            }
            refused = 0;
            number++;
            planted.merge(kind, 1, Integer::sum);
            check(number, plant.get(), before);
        }
        assertThat(planted).containsOnlyKeys(Kind.values());
        System.out.println("plants: " + planted);
    }

    private void check(int number, Plant plant, Map<String, String> before) {
        String what = "plant " + number + " of seed " + SEED + ": " + plant.kind() + " in " + plant.table() + " "
                + plant.id() + " " + plant.field();
        String job = plant.entity().job().name();
        boolean documents = plant.entity().job().details() != null;
        Optional<Timestamp> through = verifiedThrough(job);

        run(job, RunMode.VERIFY);

        assertThat(strings("""
                        select table_name || ' ' || case part_id when '' then source_id else part_id end || ' ' || field
                        from etl.differences where found_by_run = (select max(run_id) from etl.verifications)
                        """)).as(what).contains(plant.table() + " " + plant.id() + " " + plant.field());
        assertThat(verifiedThrough(job)).as("%s: T stands still", what).isEqualTo(through);
        if (documents) {
            // A delta that reads a whole list may put the row right.
            run(job, RunMode.DELTA);
            if (differs(job)) {
                assertThat(verifiedThrough(job)).as("%s: T still stands", what).isEqualTo(through);
            }
        } else {
            // The whole list is what its records can be asked for.
            run(job, RunMode.FULL);
        }
        Repairing.all(application);
        assertThat(strings("select table_name || ' ' || source_id || ' ' || part_id || ' ' || field || ': '"
                        + " || coalesce(here, '') || ' / ' || coalesce(there, '') from etl.differences"
                        + " where repaired_at is null"))
                .as("%s: still different", what)
                .isEmpty();
        assertThat(rows(plant.table())).as(what).isEqualTo(before);
    }

    private Optional<Plant> plant(Kind kind, Entity entity, String table) {
        boolean part = !entity.tables().contains(table);
        boolean documents = entity.job().details() != null;
        String id = any(table, "deleted_at is null" + ofEntity(entity, table, part));
        if (id == null || entity.isCompanion() || table.equals("stock")) {
            // What two jobs write is each one's own.
            return Optional.empty();
        }
        return switch (kind) {
            case ROW_LOST ->
                done("delete from tds." + table + " where organization_id = ? and source_id = ?", id)
                        ? Optional.of(new Plant(kind, entity, table, id, "row"))
                        : Optional.empty();
            case ROW_DOUBLED -> documents ? doubled(entity, table, id, part) : Optional.empty();
            case AMOUNT_CHANGED ->
                changed(
                        kind,
                        entity,
                        table,
                        part,
                        "numeric",
                        column -> column + " + " + (random.nextBoolean() ? "0.01" : "-0.01"));
            case DATE_MOVED -> changed(kind, entity, table, part, "date", column -> column + " + 1");
            case STATUS_SWAPPED ->
                columns.get(table).contains("status text")
                        ? changed(
                                kind,
                                entity,
                                table,
                                part,
                                "text",
                                column -> "case " + column + " when 'paid' then 'sent' else 'paid' end",
                                "status")
                        : Optional.empty();
            case PART_OF_ANOTHER -> part ? moved(entity, table, id) : Optional.empty();
            case REVIVED -> documents && !part ? revived(entity, table) : Optional.empty();
            case LETTER_REPLACED ->
                changed(
                        kind,
                        entity,
                        table,
                        part,
                        "text",
                        column -> "left(" + column + ", length(" + column + ") - 1) || 'ي'");
        };
    }

    private Optional<Plant> doubled(Entity entity, String table, String id, boolean part) {
        String other = "planted" + random.nextInt(1_000_000);
        String all = String.join(
                ", ",
                strings("select column_name from information_schema.columns"
                        + " where table_schema = 'tds' and is_generated = 'NEVER' and table_name = '" + table
                        + "' and column_name <> 'source_id' order by 1"));
        return done(
                        "insert into tds." + table + " (source_id, " + all + ") select '" + other + "', " + all
                                + " from tds." + table + " where organization_id = ? and source_id = ?",
                        id)
                ? Optional.of(new Plant(Kind.ROW_DOUBLED, entity, table, other, part ? "row" : "document"))
                : Optional.empty();
    }

    private Optional<Plant> moved(Entity entity, String table, String id) {
        String parent = entity.parts().stream()
                .filter(kind -> kind.getAnnotation(Table.class).value().equals(table))
                .map(kind -> kind.getAnnotation(PartOf.class).value())
                .findFirst()
                .orElseThrow();
        return done(
                        "update tds." + table + " as moved set " + parent + " = (select min(" + parent + ") from tds."
                                + table + " as other where other.organization_id = moved.organization_id and other."
                                + parent + " <> moved." + parent + ") where organization_id = ? and source_id = ?"
                                + " and exists (select from tds." + table + " as other where other." + parent
                                + " <> moved."
                                + parent + ")",
                        id)
                ? Optional.of(new Plant(Kind.PART_OF_ANOTHER, entity, table, id, parent))
                : Optional.empty();
    }

    private Optional<Plant> revived(Entity entity, String table) {
        String id = any(table, "deleted_at is not null and source_id !~ '^planted'");
        return id != null
                        && done(
                                "update tds." + table
                                        + " set deleted_at = null where organization_id = ? and source_id = ?",
                                id)
                ? Optional.of(new Plant(Kind.REVIVED, entity, table, id, "row"))
                : Optional.empty();
    }

    private interface Other {
        String of(String column);
    }

    private Optional<Plant> changed(
            Kind kind, Entity entity, String table, boolean part, String type, Other other, String... only) {
        List<String> candidates = columns.get(table).stream()
                .filter(column -> column.endsWith(" " + type))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .filter(column -> only.length == 0 || column.equals(only[0]))
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        String column = candidates.get(random.nextInt(candidates.size()));
        // Where nobody says anything, some columns keep what they have.
        String id = any(
                table,
                "deleted_at is null and " + column + " is not null"
                        + (type.equals("text") ? " and " + column + " <> ''" : "") + ofEntity(entity, table, part));
        return id != null
                        && done(
                                "update tds." + table + " set " + column + " = " + other.of(column)
                                        + " where organization_id = ? and source_id = ? and " + column
                                        + " is distinct from " + other.of(column),
                                id)
                ? Optional.of(new Plant(kind, entity, table, id, column))
                : Optional.empty();
    }

    /** Parts of one table may belong to records of several tables. */
    private static String ofEntity(Entity entity, String table, boolean part) {
        if (!part) {
            return "";
        }
        Class<?> kind = entity.parts().stream()
                .filter(one -> one.getAnnotation(Table.class).value().equals(table))
                .findFirst()
                .orElseThrow();
        String parent = kind.getAnnotation(PartOf.class).value();
        String alive = entity.tables().stream()
                .map(owner -> "select source_id from tds." + owner + " where deleted_at is null")
                .reduce((one, two) -> one + " union " + two)
                .orElseThrow();
        return " and (" + kind.getAnnotation(PartOf.class).where() + ") and " + parent + " in (" + alive + ")";
    }

    private boolean done(String sql, String id) {
        try {
            return jdbc.sql(sql).params(company.organizationId(), id).update() == 1;
        } catch (DataIntegrityViolationException refused) {
            // The database itself keeps this out.
            return false;
        }
    }

    private String any(String table, String condition) {
        List<String> ids = strings("select source_id from tds." + table + " where " + condition + " order by 1");
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private static List<String> tables() {
        List<String> all = new ArrayList<>(Entities.tables());
        all.addAll(Entities.partTables());
        return all.stream().distinct().toList();
    }

    private static List<String> partTables(Entity entity) {
        return entity.parts().stream()
                .map(kind -> kind.getAnnotation(Table.class).value())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> columns(String table) {
        return strings(
                        "select column_name || ' ' || data_type from information_schema.columns where table_schema = 'tds'"
                                + " and table_name = '" + table + "' order by 1")
                .stream()
                .filter(column -> !TECHNICAL.contains(column.substring(0, column.indexOf(' '))))
                .toList();
    }

    private static boolean has(String table, String column) {
        return !strings("select 'yes' from information_schema.columns where table_schema = 'tds' and table_name = '"
                        + table + "' and column_name = '" + column + "'")
                .isEmpty();
    }

    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new TreeMap<>();
        String technical = "array['" + String.join("','", TECHNICAL) + "']";
        jdbc.sql("select source_id, (to_jsonb(kept) - " + technical + "::text[])::text from tds." + table
                        + " as kept where deleted_at is null")
                .query(row -> {
                    rows.put(row.getString(1), row.getString(2));
                });
        return rows;
    }

    private static boolean differs(String job) {
        return jdbc.sql("select exists (select from etl.differences where job = ? and repaired_at is null)")
                .param(job)
                .query(Boolean.class)
                .single();
    }

    private static Optional<Timestamp> verifiedThrough(String job) {
        return jdbc.sql("select verified_through from etl.job_state where job = ?")
                .param(job)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)))
                .single();
    }

    private static void run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome())
                .as("%s %s: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
    }

    private static List<String> strings(String sql) {
        return new ArrayList<>(jdbc.sql(sql).query(String.class).list());
    }
}
