package app.tds.database;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.web.util.UriUtils;

/**
 * Where the database is, without any password.
 *
 * @param url for JDBC
 * @param host it listens on
 * @param port it listens on
 * @param database its name
 * @param user we work as
 * @param dataFolder of a database of our own; null for a configured one
 */
public record DatabaseLocation(
        String url,
        String host,
        int port,
        String database,
        String user,
        @Nullable Path dataFolder) {

    /**
     * What a person types to look into it; {@code psql} is not part of this application. The password of a database of our
     * own is read from its file.
     */
    public String psql() {
        String password = dataFolder == null
                ? ""
                : "?passfile="
                        + UriUtils.encode(PasswordFile.beside(dataFolder).toString(), StandardCharsets.UTF_8)
                                .replace("%2F", "/");
        return "psql \"postgresql://" + user + "@" + host + ":" + port + "/" + database + password + "\"";
    }

    /** Whether the database was started by this application. */
    public boolean ownDatabase() {
        return dataFolder != null;
    }

    static DatabaseLocation own(int port, Path dataFolder) {
        return new DatabaseLocation(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&reWriteBatchedInserts=true",
                "127.0.0.1",
                port,
                "postgres",
                "postgres",
                dataFolder);
    }

    /** The place that a JDBC URL names; null if the URL is not of PostgreSQL. */
    static @Nullable DatabaseLocation of(String url, @Nullable String user) {
        var parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            return null;
        }
        var inUrl = PGProperty.USER.getOrDefault(parts);
        return new DatabaseLocation(
                url.replaceFirst("\\?.*", ""),
                first(PGProperty.PG_HOST.getOrDefault(parts), "localhost"),
                Integer.parseInt(first(PGProperty.PG_PORT.getOrDefault(parts), "5432")),
                first(PGProperty.PG_DBNAME.getOrDefault(parts), "postgres"),
                user == null || user.isBlank() ? first(inUrl, System.getProperty("user.name")) : user,
                null);
    }

    // Several hosts are separated by commas; the first is good enough for people.
    private static String first(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value.split(",")[0];
    }
}
