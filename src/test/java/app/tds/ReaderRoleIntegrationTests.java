package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Role tds_reader: everything that is for readers, and nothing else. */
class ReaderRoleIntegrationTests {

    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient owner = JdbcClient.create(database.dataSource());

    @BeforeAll
    static void aReader() {
        owner.sql("drop role if exists shop").update();
        owner.sql("create role shop login").update();
        owner.sql("grant tds_reader to shop").update();
        owner.sql("""
                        insert into etl.payloads (organization_id, resource, source_id, payload_hash, payload,
                          source_modified_at, first_seen_at, run_id)
                        values ('1', 'books/invoices', '7', '\\x01', '{"total": 5}', '2026-01-01', '2026-01-01', 1)
                        """).update();
        owner.sql("""
                        insert into tds.invoices (organization_id, source_id, payload_hash, fingerprint, first_seen_at,
                          synced_at, run_id)
                        values ('1', '7', '\\x01', '\\x02', now(), now(), 1)
                        """).update();
    }

    @Test
    void everyTableAndViewForReadersCanBeRead() throws SQLException {
        List<String> names = owner.sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_schema in ('tds', 'reporting')
                        """).query(String.class).list();
        assertThat(names)
                .hasSizeGreaterThan(20)
                .contains("tds.invoices", "reporting.stock_on_hand", "reporting.events");
        try (var shop = shop()) {
            for (String name : names) {
                assertThat(count(shop, "select count(*) from " + name)).as(name).isNotNegative();
            }
        }
    }

    @Test
    void whatANewerVersionAddsCanBeReadToo() throws SQLException {
        owner.sql("create table tds.added (x int)").update();
        try (var shop = shop()) {
            assertThat(count(shop, "select count(*) from tds.added")).isZero();
        } finally {
            owner.sql("drop table tds.added").update();
        }
    }

    @Test
    void thePastCanBeAskedForWithoutARightToWhatItIsMadeFrom() throws SQLException {
        try (var shop = shop()) {
            assertThat(count(shop, "select (document ->> 'total')::int from tds.as_of('tds.invoices', now())"))
                    .isEqualTo(5);
            assertThatThrownBy(() -> count(shop, "select count(*) from etl.payloads"))
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_authid",
                "etl.connections",
                "etl.payloads",
                "reporting.stock_on_hand",
                "pg_temp.trap",
                "pg_temp.invoices"
            })
    void nothingElseIsReadInTheNameOfTheOwner(String entity) throws SQLException {
        try (var shop = shop();
                var statement = shop.createStatement()) {
            statement.execute("create temp table stolen (what text)");
            statement.execute("create function pg_temp.steal() returns text language plpgsql as $$ begin"
                    + " insert into stolen values (current_user); return 'x'; end $$");
            statement.execute(
                    "create temp view trap as select pg_temp.steal() as organization_id, 'x'::text as source_id,"
                            + " '\\x'::bytea as fingerprint, '\\x'::bytea as payload_hash, null::timestamptz as deleted_at");
            statement.execute("create temp table invoices (fingerprint bytea, organization_id text, source_id text,"
                    + " payload_hash bytea, deleted_at timestamptz)");
            assertThatThrownBy(() -> count(shop, "select count(*) from tds.as_of('" + entity + "', now())"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(is no table of schema tds|permission denied).*");
            assertThat(count(shop, "select count(*) from stolen")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from tds.invoices",
                "create table tds.mine (x int)",
                "create table reporting.mine (x int)",
                "select etl.let_read('shop')",
                "select * from etl.api_keys",
                "select * from batch.batch_job_instance",
                "copy (select 1) to program 'true'"
            })
    void nothingElseIsAllowed(String sql) throws SQLException {
        try (var shop = shop();
                var statement = shop.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void whoHasNotTheRoleReadsNothing() throws SQLException {
        owner.sql("drop role if exists stranger").update();
        owner.sql("create role stranger login").update();
        try (var stranger = as("stranger", database.url())) {
            for (String sql : List.of(
                    "select count(*) from tds.invoices", "select count(*) from tds.as_of('tds.invoices', now())")) {
                assertThatThrownBy(() -> count(stranger, sql)).hasMessageContaining("permission denied");
            }
        }
    }

    /** As an installation has it whose role is no superuser and makes no roles. */
    @Test
    void theOwnerOfADatabaseIsEnoughToMakeTheTables() throws Exception {
        var empty = TestDatabase.createEmpty();
        var admin = JdbcClient.create(empty.dataSource());
        admin.sql("drop role if exists plain_owner").update();
        admin.sql("create role plain_owner login nosuperuser nocreaterole nocreatedb")
                .update();
        String name = admin.sql("select current_database()").query(String.class).single();
        admin.sql("alter database " + name + " owner to plain_owner").update();

        try (var connection = as("plain_owner", empty.url());
                var liquibase = new Liquibase(
                        "sql/changelog.yaml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection))) {
            liquibase.update();
        }

        try (var shop = as("shop", empty.url())) {
            assertThat(count(shop, "select count(*) from tds.invoices")).isZero();
            assertThat(count(shop, "select count(*) from tds.as_of('tds.invoices', now())"))
                    .isZero();
        }
    }

    private static Connection shop() throws SQLException {
        return as("shop", database.url());
    }

    private static Connection as(String user, String url) throws SQLException {
        return DriverManager.getConnection(url.replaceAll("user=[a-z]+", "user=" + user));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
