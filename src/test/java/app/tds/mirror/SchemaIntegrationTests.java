package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.tds.Entities;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** The changelog against a real PostgreSQL. */
class SchemaIntegrationTests {

    private static final Set<String> CHILDREN = Set.copyOf(Entities.partTables());

    private static final List<String> TABLES = Stream.of(
                    List.of("organizations"), Entities.everyTable(), Entities.partTables())
            .flatMap(List::stream)
            .distinct()
            .toList();

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "text",
            BigDecimal.class, "numeric",
            Integer.class, "integer",
            Boolean.class, "boolean",
            Instant.class, "timestamp with time zone",
            LocalDate.class, "date",
            Json.class, "jsonb");

    private static final Set<String> BY_WHO_WRITES = Set.of(
            "organization_id",
            "first_seen_at",
            "synced_at",
            "deleted_at",
            "run_id",
            "payload_hash",
            "fingerprint",
            "detail_hash",
            "detailed_at",
            "detail_modified_at");
    /** Every table has the column, and Zoho has nothing of the kind for some. */
    private static final Set<String> NOT_OF_ALL = Set.of("custom_fields");
    /** Zoho dates documents and not their parts. */
    private static final Set<String> NOT_OF_PARTS = Set.of("custom_fields", "source_created_at");

    private static EmbeddedPostgres postgres;
    private static Connection connection;

    @BeforeAll
    static void createSchema() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        connection = postgres.getPostgresDatabase().getConnection();
        update();
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        postgres.close();
    }

    static Stream<Class<?>> rows() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(TdsRow.class));
        return scanner.findCandidateComponents("app.tds.zoho").stream()
                .<Class<?>>map(it -> ClassUtils.resolveClassName(String.valueOf(it.getBeanClassName()), null))
                .filter(it -> it.isAnnotationPresent(Table.class))
                .filter(it -> it.getEnclosingClass() == null
                        || !it.getEnclosingClass().getSimpleName().endsWith("Tests"));
    }

    /** But for one change set, which asks each time which tables there are. */
    @Test
    void secondRunDoesNothing() throws Exception {
        String executed = "select id || ' ' || md5sum || ' ' || dateexecuted from databasechangelog"
                + " where id <> 'tables-with-documents'";
        List<String> before = column(executed);
        update();
        assertThat(column(executed)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void theTablesReadersRelyOnExist() throws SQLException {
        assertThat(column("select table_name from information_schema.tables where table_schema = 'tds'"))
                .containsExactlyInAnyOrderElementsOf(TABLES);
    }

    @Test
    void everySchemaTableAndColumnIsExplained() throws SQLException {
        assertThat(column(
                        "select nspname from pg_namespace where nspname in ('tds', 'etl', 'reporting', 'batch', 'quartz')"
                                + " and obj_description(oid, 'pg_namespace') is not null"))
                .hasSize(5);
        assertThat(column("select c.relname from pg_class c where c.relnamespace = 'tds'::regnamespace"
                        + " and c.relkind = 'r' and obj_description(c.oid, 'pg_class') is null"))
                .isEmpty();
        assertThat(column(
                        "select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                                + " where c.relnamespace = 'tds'::regnamespace and c.relkind = 'r' and a.attnum > 0"
                                + " and col_description(c.oid, a.attnum) is null"))
                .isEmpty();
    }

    @Test
    void everyRowIsKeyedByOrganizationAndSourceId() throws SQLException {
        List<String> keys = column(
                "select c.relname || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k"
                        + " join pg_class c on c.oid = k.conrelid where k.contype = 'p' and c.relnamespace = 'tds'::regnamespace");
        assertThat(keys).hasSameSizeAs(TABLES).contains("organizations PRIMARY KEY (organization_id)");
        assertThat(keys)
                .filteredOn(it -> !it.startsWith("organizations "))
                .allMatch(it -> it.endsWith(" PRIMARY KEY (organization_id, source_id)"));
    }

    @Test
    void everyTableHasTheTechnicalColumns() throws SQLException {
        for (String table : column("select table_name from information_schema.tables where table_schema = 'tds'"
                + " and table_name <> 'organizations'")) {
            Map<String, String> columns = columns(table);
            assertThat(columns)
                    .as(table)
                    .containsEntry("organization_id", "text not null")
                    .containsEntry("source_id", "text not null")
                    .containsEntry("source_created_at", "timestamp with time zone")
                    .containsEntry("source_modified_at", "timestamp with time zone")
                    .containsEntry("custom_fields", "jsonb")
                    .containsEntry("first_seen_at", "timestamp with time zone not null")
                    .containsEntry("synced_at", "timestamp with time zone not null")
                    .containsEntry("deleted_at", "timestamp with time zone")
                    .containsEntry("run_id", "bigint not null")
                    .containsEntry("payload_hash", "bytea not null");
            assertThat(columns.get("fingerprint")).isEqualTo(CHILDREN.contains(table) ? null : "bytea not null");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void componentsAreColumns(Class<?> row) throws SQLException {
        Map<String, String> columns = columns(row.getAnnotation(Table.class).value());
        for (RecordComponent component : row.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            // Whether Zoho dates its records differs from list to list.
            boolean nullable = name.equals("source_modified_at")
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            assertThat(columns.get(name))
                    .as(name)
                    .isEqualTo(TYPES.get(component.getType()) + (nullable ? "" : " not null"));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void childrenNameTheirParent(Class<?> row) throws SQLException {
        if (isChild(row)) {
            String parent = row.getAnnotation(PartOf.class).value();
            assertThat(columns(row.getAnnotation(Table.class).value())).containsEntry(parent, "text not null");
            assertThat(row.getRecordComponents())
                    .anyMatch(it -> RowColumns.snakeCase(it.getName()).equals(parent));
        } else {
            assertThat(row.isAnnotationPresent(PartOf.class)).isFalse();
        }
    }

    /** Every column of a table is filled by a row, or by those who write rows. */
    @ParameterizedTest
    @MethodSource("tables")
    void everyColumnIsFilled(String table) throws SQLException {
        Set<String> filled = new TreeSet<>(BY_WHO_WRITES);
        rows().filter(it -> it.getAnnotation(Table.class).value().equals(table))
                .peek(it -> filled.addAll(isChild(it) ? NOT_OF_PARTS : NOT_OF_ALL))
                .flatMap(it -> Stream.of(it.getRecordComponents()))
                .forEach(it -> filled.add(RowColumns.snakeCase(it.getName())));
        assertThat(filled).containsAll(columns(table).keySet());
    }

    static List<String> tables() throws SQLException {
        return column("select table_name from information_schema.tables where table_schema = 'tds'"
                + " and table_name <> 'organizations'");
    }

    private static boolean isChild(Class<?> row) {
        return TdsChild.class.isAssignableFrom(row);
    }

    @Test
    void theLongestTextsThatATranslationKeepsFitTheIndexes() {
        // Four bytes a character, and no two alike, so that nothing shrinks on its way into the index.
        String random = "(select string_agg(chr(65536 + (random() * 60000)::int), '') from generate_series(1, %d))";
        assertThatCode(() -> {
                    execute("insert into tds.products (organization_id, source_id, name, sku, first_seen_at, synced_at,"
                            + " run_id, payload_hash, fingerprint) select repeat('9', 100), repeat('8', 100), "
                            + random.formatted(2000) + ", " + random.formatted(2000) + ", now(), now(), 1, '', ''");
                    execute("insert into tds.invoices (organization_id, source_id, invoice_number, customer_id, status,"
                            + " first_seen_at, synced_at, run_id, payload_hash, fingerprint) select repeat('9', 100),"
                            + " repeat('8', 100), " + random.formatted(2000) + ", repeat('7', 100), "
                            + random.formatted(100) + ", now(), now(), 1, '', ''");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void theFrameworksFindTheirTables() throws SQLException {
        assertThat(column("select table_name from information_schema.tables where table_schema = 'batch'"))
                .hasSize(6);
        assertThat(column("select sequence_name from information_schema.sequences where sequence_schema = 'batch'"))
                .containsExactlyInAnyOrder(
                        "batch_job_instance_seq", "batch_job_execution_seq", "batch_step_execution_seq");
        assertThat(column("select table_name from information_schema.tables where table_schema = 'quartz'"))
                .hasSize(11);
    }

    private static void update() throws Exception {
        try (Connection own = postgres.getPostgresDatabase().getConnection()) {
            var database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(own));
            new Liquibase("sql/changelog.yaml", new ClassLoaderResourceAccessor(), database).update(new Contexts());
        }
    }

    private static Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        for (String column : column("select column_name || ' ' || data_type || case is_nullable when 'NO' then"
                + " ' not null' else '' end from information_schema.columns where table_schema = 'tds'"
                + " and table_name = '" + table + "'")) {
            columns.put(column.substring(0, column.indexOf(' ')), column.substring(column.indexOf(' ') + 1));
        }
        return columns;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return new ArrayList<>(new TreeSet<>(values));
    }
}
