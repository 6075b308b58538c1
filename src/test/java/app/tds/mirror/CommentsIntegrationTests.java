package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code \d+} shows of tables, views and columns. */
class CommentsIntegrationTests {

    private final List<String> comments = JdbcClient.create(
                    TestDatabase.create().dataSource())
            .sql("""
                    select relation.oid::regclass || ' ' || objsubid || ': ' || description from pg_description
                    join pg_class as relation on relation.oid = objoid and classoid = 'pg_class'::regclass
                    where relnamespace::regnamespace::text in ('tds', 'etl', 'reporting')
                    """)
            .query(String.class)
            .list();

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
