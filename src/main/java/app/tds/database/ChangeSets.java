package app.tds.database;

import app.tds.InvalidConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The changes of the tables that this version knows. A database with others was changed by a newer version: this one
 * cannot know what the tables mean there, and leaves them alone.
 */
final class ChangeSets {

    private static final String FILES = "classpath:sql/**/*.sql";
    private static final Pattern FILE = Pattern.compile("logicalFilePath:(\\S+)");
    private static final Pattern CHANGE = Pattern.compile("(?m)^--changeset ([^:\\s]+):(\\S+)");

    private final Set<String> known;

    private ChangeSets(Set<String> known) {
        this.known = known;
    }

    /** Those in this version's files. */
    static ChangeSets ofThisVersion() {
        try {
            return new ChangeSets(Stream.of(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .flatMap(ChangeSets::read)
                    .collect(Collectors.toSet()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Stream<String> read(Resource resource) {
        try {
            String sql = resource.getContentAsString(StandardCharsets.UTF_8);
            Matcher file = FILE.matcher(sql);
            if (!file.find()) {
                throw new IllegalStateException(resource + " has no logicalFilePath");
            }
            return CHANGE.matcher(sql).results().map(it -> name(file.group(1), it.group(1), it.group(2)));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
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
                + " changes that this version does not know, such as " + unknown.get(unknown.size() - 1)
                + "): use the newer version.";
    }
}
