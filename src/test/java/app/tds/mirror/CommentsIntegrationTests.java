package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code \d+} shows of tables, views and columns. */
class CommentsIntegrationTests {

    private static final JdbcClient JDBC =
            JdbcClient.create(TestDatabase.create().dataSource());

    private final List<String> comments = JDBC.sql("""
                    select relation.oid::regclass || ' ' || objsubid || ': ' || description from pg_description
                    join pg_class as relation on relation.oid = objoid and classoid = 'pg_class'::regclass
                    where relnamespace::regnamespace::text in ('tds', 'etl', 'reporting')
                    """).query(String.class).list();

    /** A new column has its comment beside it; names that mean the same everywhere are in zz_comments.sql. */
    @Test
    void everyTableViewAndColumnHasOne() {
        assertThat(JDBC.sql("""
                                select relation.oid::regclass || coalesce('.' || attname, '') from pg_class as relation
                                left join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
                                where relnamespace::regnamespace::text in ('tds', 'etl', 'reporting')
                                  and relkind in ('r', 'p', 'v', 'm')
                                  and (col_description(relation.oid, attnum) is null
                                    or obj_description(relation.oid, 'pg_class') is null)
                                """).query(String.class).list()).isEmpty();
    }

    @Test
    void noneHasRemainsOfATemplate() {
        assertThat(comments)
                .hasSizeGreaterThan(500)
                .allSatisfy(comment -> assertThat(comment).doesNotContainPattern("\\{[A-Za-z_]*\\}"));
    }

    @Test
    void noneLacksAnApostrophe() {
        assertThat(comments)
                .allSatisfy(comment -> assertThat(comment)
                        .doesNotContainPattern("(?i)\\bzohos\\b")
                        .doesNotContainPattern(
                                "(?i)\\b(organization|shop|gateway|customer|vendor|item)s (own|office|currency)\\b"));
    }
}
