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
import java.util.stream.Stream;
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

    /** A field of some lists that both list rows and documents show. */
    private static final Map<String, String> CHANGED = Map.of(
            "invoices", "reference_number",
            "salesorders", "reference_number",
            "contacts", "company_name",
            "items", "name",
            "crm/contacts", "Last_Name");

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
        MARKED_AS_DELETED,
        SET_BACK,
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
        company = sandbox.company(sandbox.organizationIds().get(0));
        application = RunningApplication.start(
                sandbox, TestDatabase.create(), "tds.zoho.crm-organizations=" + company.organizationId());
        jdbc = application.jdbc();
        everything();
        // What a backup would hold: rows as they were before some records changed.
        tables().forEach(table -> jdbc.sql("create table " + kept(table) + " as select * from tds." + table)
                .update());
        jdbc.sql("update etl.payloads set first_seen_at = first_seen_at - interval '1 day'")
                .update();
        CHANGED.forEach((list, field) ->
                company.ids(list).subList(2, 8).forEach(id -> company.edit(list, id, Map.of(field, "changed " + id))));
        List.of("invoices", "bills", "crm/deals")
                .forEach(list -> company.delete(list, company.ids(list).get(1)));
        everything();
        // Long ago, as rows usually were written.
        tables().forEach(table -> jdbc.sql("update tds." + table + " set synced_at = synced_at - interval '1 day'"
                        + (has(table, "detailed_at") ? ", detailed_at = detailed_at - interval '1 day'" : ""))
                .update());
        jdbc.sql("update etl.runs set started_at = started_at - interval '1 day' where mode <> 'FULL' or deleted = 0")
                .update();
        columns = new TreeMap<>();
        tables().forEach(table -> columns.put(table, columns(table)));
    }

    private static void everything() {
        jobs(RunMode.FULL);
        for (int i = 0; i < 4; i++) {
            jobs(RunMode.DELTA);
        }
    }

    private static void jobs(RunMode mode) {
        Entities.everything().forEach(one -> run(one.job().name(), mode));
    }

    private static String kept(String table) {
        return "public.kept_" + table;
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
            List<Entity> all = new ArrayList<>(Entities.everything());
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
        List<Entity> owners = Entities.everything().stream()
                .filter(one ->
                        one.tables().contains(plant.table()) || partTables(one).contains(plant.table()))
                .toList();
        Map<String, Optional<Timestamp>> through = new TreeMap<>();
        owners.forEach(
                one -> through.put(one.job().name(), verifiedThrough(one.job().name())));
        long last = jdbc.sql("select coalesce(max(run_id), 0) from etl.runs")
                .query(Long.class)
                .single();

        owners.forEach(one -> run(one.job().name(), RunMode.VERIFY));

        assertThat(strings("""
                        select table_name || ' ' || case part_id when '' then source_id else part_id end || ' ' || field
                        from etl.differences where found_by_run > %d
                        """.formatted(last)))
                .as(what)
                .anyMatch(found -> found.startsWith(plant.table() + " " + plant.id() + " " + plant.field()));
        for (Entity one : owners) {
            String job = one.job().name();
            assertThat(verifiedThrough(job))
                    .as("%s: T of %s stands still", what, job)
                    .isEqualTo(through.get(job));
            if (differs(job)) {
                // A delta that reads a whole list may put the row right. Where records cannot be asked for, it is the
                // list.
                run(job, one.job().details() != null ? RunMode.DELTA : RunMode.FULL);
                if (differs(job)) {
                    assertThat(verifiedThrough(job))
                            .as("%s: T of %s still stands", what, job)
                            .isEqualTo(through.get(job));
                }
            }
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
        boolean ofParts = !entity.tables().contains(table);
        boolean documents = entity.job().details() != null;
        String id = any(table, "deleted_at is null" + ofEntity(entity, table, ofParts));
        if (id == null) {
            return Optional.empty();
        }
        boolean part = ofParts || isPart(table, id);
        return switch (kind) {
            case ROW_LOST ->
                done("delete from tds." + table + " where organization_id = ? and source_id = ?", id)
                        ? Optional.of(new Plant(kind, entity, table, id, "row"))
                        : Optional.empty();
            case ROW_DOUBLED -> doubled(entity, table, id, part);
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
            // Within five minutes of a run, the clocks of two processes may differ.
            case MARKED_AS_DELETED ->
                done(
                                "update tds." + table
                                        + " set deleted_at = now() + interval '6 minutes' where organization_id = ? and source_id = ?",
                                id)
                        ? Optional.of(new Plant(kind, entity, table, id, "row"))
                        : Optional.empty();
            case SET_BACK -> part ? Optional.empty() : setBack(entity, table);
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

    /** As from a backup: with its documents' hashes, or with the fingerprint of the last list row. */
    private Optional<Plant> setBack(Entity entity, String table) {
        List<String> ids = strings("select source_id from tds." + table + " as it join " + kept(table)
                + " as before using (organization_id, source_id) where it.deleted_at is null"
                + " and to_jsonb(it.*) - " + technical() + " <> to_jsonb(before.*) - " + technical()
                + " and it.payload_hash <> before.payload_hash and length(before.fingerprint) > 1"
                // Of two documents of one time, nothing says which is the later one.
                + " and (it.source_modified_at <> before.source_modified_at or to_jsonb(before.*) ->> 'detail_hash' is null)"
                + " order by 1");
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        String id = ids.get(random.nextInt(ids.size()));
        String all = written(table, random.nextBoolean() ? "" : "fingerprint");
        return done(
                        "update tds." + table + " as kept set (" + all + ") = (select " + all + " from " + kept(table)
                                + " as before where before.organization_id = kept.organization_id and before.source_id ="
                                + " kept.source_id) where organization_id = ? and source_id = ?",
                        id)
                ? Optional.of(new Plant(Kind.SET_BACK, entity, table, id, ""))
                : Optional.empty();
    }

    private static String written(String table, String but) {
        return String.join(
                ", ",
                strings("select column_name from information_schema.columns"
                        + " where table_schema = 'tds' and is_generated = 'NEVER' and table_name = '" + table
                        + "' and column_name not in ('source_id', '" + but + "') order by 1"));
    }

    /** A table may hold rows of records and their parts, as stock does. */
    private static boolean isPart(String table, String id) {
        return !has(table, "fingerprint")
                || !strings("select 'yes' from tds." + table + " where source_id = '" + id + "' and fingerprint = ''")
                        .isEmpty();
    }

    private Optional<Plant> doubled(Entity entity, String table, String id, boolean part) {
        String other = "planted" + random.nextInt(1_000_000);
        String all = written(table, "");
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
        return Entities.everything().stream()
                .flatMap(one -> Stream.concat(one.tables().stream(), partTables(one).stream()))
                .distinct()
                .toList();
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
        jdbc.sql("select source_id, (to_jsonb(kept) - " + technical() + ")::text from tds." + table
                        + " as kept where deleted_at is null")
                .query(row -> {
                    rows.put(row.getString(1), row.getString(2));
                });
        return rows;
    }

    private static String technical() {
        return "array['" + String.join("','", TECHNICAL) + "']::text[]";
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
