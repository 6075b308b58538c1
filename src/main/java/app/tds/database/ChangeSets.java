package app.tds.database;

import app.tds.InvalidConfiguration;
import app.tds.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The changes of the tables that this version knows. A database with others was changed by a newer version: this one
 * cannot know what the tables mean there, and leaves them alone.
 */
final class ChangeSets {

    private static final String FILES = "classpath:sql/**/*.sql";
    private static final Pattern FILE = Pattern.compile("logicalFilePath:(\\S+)");
    private static final Pattern CHANGE = Pattern.compile("(?m)^--changeset ([^:\\s]+):(\\S+)");

    /** Where a migration that came to its end says so; whoever drops the table drops that as well. */
    private static final String MARK = "The changes that were made to the tables. SHA-256 of the files they are from: ";

    private final Set<String> known;
    private final String mark;

    private ChangeSets(Set<String> known, String mark) {
        this.known = known;
        this.mark = mark;
    }

    /** The files do not change while a process runs: they are read once. */
    private static final class Read {

        private static final ChangeSets OF_THIS_VERSION = read();
    }

    /** Those in this version's files. */
    static ChangeSets ofThisVersion() {
        return Read.OF_THIS_VERSION;
    }

    private static ChangeSets read() {
        try {
            List<String> files = new ArrayList<>();
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                files.add(resource.getContentAsString(StandardCharsets.UTF_8));
            }
            Collections.sort(files);
            MessageDigest digest = Sha256.digest();
            files.forEach(sql -> digest.update(Sha256.of(sql.getBytes(StandardCharsets.UTF_8))));
            return new ChangeSets(
                    files.stream().flatMap(ChangeSets::changes).collect(Collectors.toSet()),
                    MARK + HexFormat.of().formatHex(digest.digest()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Stream<String> changes(String sql) {
        Matcher file = FILE.matcher(sql);
        if (!file.find()) {
            throw new IllegalStateException("this file has no logicalFilePath: " + sql);
        }
        return CHANGE.matcher(sql).results().map(it -> name(file.group(1), it.group(1), it.group(2)));
    }

    /** Whether the tables are exactly those of these files, as the last migration has left them. */
    boolean areAllThereIs(DataSource dataSource) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        return jdbc.sql("select obj_description(to_regclass('databasechangelog'), 'pg_class')")
                        .query(String.class)
                        .optional()
                        .filter(mark::equals)
                        .isPresent()
                && jdbc.sql("select count(*) from databasechangelog")
                                .query(Integer.class)
                                .single()
                        == known.size();
    }

    /** The tables are those of these files from now on. */
    void mark(DataSource dataSource) {
        comment(dataSource, "'" + mark + "'");
    }

    /** The tables will change: nobody may take them for those of a version. */
    static void unmark(DataSource dataSource) {
        comment(dataSource, "null");
    }

    /** Only the owner of a table may say something of it; where it is somebody else's, Liquibase looks at each start. */
    private static void comment(DataSource dataSource, String text) {
        JdbcClient.create(dataSource).sql("""
                        do $$ begin
                          if exists (select from pg_class
                            where oid = to_regclass('databasechangelog') and pg_has_role(relowner, 'USAGE')) then
                            comment on table databasechangelog is %s;
                          end if;
                        end $$
                        """.formatted(text)).update();
    }

    private static String name(String file, String author, String id) {
        return file + " " + author + ":" + id;
    }

    /** The changes in the database that this version does not know; empty where there are no tables yet. */
    List<String> unknownIn(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select to_regclass('databasechangelog') is null")) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return List.of();
                }
            }
            List<String> unknown = new ArrayList<>();
            try (var rows = statement.executeQuery(
                    "select filename, author, id from databasechangelog order by orderexecuted")) {
                while (rows.next()) {
                    String change = name(rows.getString(1), rows.getString(2), rows.getString(3));
                    if (!known.contains(change)) {
                        unknown.add(change);
                    }
                }
            }
            return unknown;
        }
    }

    /** Refuses to go on where a newer version has changed the tables. */
    void refuseNewer(DataSource dataSource) {
        try {
            List<String> unknown = unknownIn(dataSource);
            if (!unknown.isEmpty()) {
                throw new InvalidConfiguration(List.of("schema: " + sentence(unknown)));
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("the tables could not be looked at: " + cause.getMessage(), cause);
        }
    }

    /** What these unknown changes mean for this version. */
    static String sentence(List<String> unknown) {
        return "A newer version of this application has changed the tables (" + unknown.size()
                + (unknown.size() == 1 ? " change" : " changes") + " that this version does not know, such as "
                + unknown.get(unknown.size() - 1)
                + "): use the newer version.";
    }
}
