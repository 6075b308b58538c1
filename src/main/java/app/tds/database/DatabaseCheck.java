package app.tds.database;

import app.tds.ConfigurationCheck;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** A configured database is PostgreSQL 15 or newer, answers, and gives each connection a session to itself. */
class DatabaseCheck implements ConfigurationCheck {

    private static final int OLDEST = 150_000;

    @Override
    public List<String> problems(Environment environment) {
        if (!DatabaseConfiguration.isConfigured(environment)) {
            return List.of();
        }
        var problem = problem(
                environment.getRequiredProperty(DatabaseConfiguration.URL),
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"));
        return problem == null ? List.of() : List.of(problem);
    }

    private static @Nullable String problem(String url, @Nullable String user, @Nullable String password) {
        var location = url.startsWith("jdbc:postgresql:") ? DatabaseLocation.of(url, user) : null;
        if (location == null) {
            return "spring.datasource.url: must look like jdbc:postgresql://host:5432/database.";
        }
        var properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "10");
        put(properties, "user", user);
        put(properties, "password", password);
        try (var one = Sessions.connection(url, properties);
                var other = Sessions.connection(url, properties)) {
            // A pool that hands out sessions for one transaction fails in strange ways; so that is looked at first.
            if (Sessions.areShared(one, other)) {
                return "spring.datasource.url: the connection pool at " + at(location)
                        + " hands out a session of PostgreSQL for one transaction only, so that locks are lost:"
                        + " use pool_mode = session in PgBouncer, or name PostgreSQL itself.";
            }
            String old = tooOld(location, version(one));
            return old == null ? mayNotMakeTables(location, one) : old;
        } catch (SQLException e) {
            return sentence(location, e, password == null || password.isEmpty());
        }
    }

    /** Before the first start only: afterwards the tables are there. */
    private static @Nullable String mayNotMakeTables(DatabaseLocation location, Connection connection)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select current_user, to_regclass('public.databasechangelog') is not null
                          or has_database_privilege(current_database(), 'create')
                            and has_schema_privilege('public', 'create')
                        """)) {
            rows.next();
            return rows.getBoolean(2)
                    ? null
                    : "spring.datasource.username: " + rows.getString(1) + " may not make tables in the database "
                            + location.database() + " at " + at(location)
                            + ": make that role the owner of the database, as ops/postgres/roles.sql does.";
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show server_version_num")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void put(Properties properties, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(key, value);
        }
    }

    static @Nullable String tooOld(DatabaseLocation location, int version) {
        return version >= OLDEST
                ? null
                : "spring.datasource.url: PostgreSQL at " + at(location) + " is version " + version / 10_000
                        + "; 15 is the oldest that works.";
    }

    // Messages of the driver hold no password, but they may hold what somebody wrote into the URL.
    private static String sentence(DatabaseLocation location, SQLException e, boolean withoutPassword) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith("28") || state.equals("08004") && withoutPassword) {
            return "spring.datasource.username: PostgreSQL at " + at(location) + " refuses the user " + location.user()
                    + (withoutPassword ? " without a password; set" : " with the password given")
                    + (withoutPassword ? " spring.datasource.password." : " (spring.datasource.password).");
        }
        return "spring.datasource.url: "
                + switch (state) {
                    case "3D000" ->
                        "there is no database " + location.database() + " at " + at(location)
                                + ": create it, or correct its name.";
                    case "53300" ->
                        "PostgreSQL at " + at(location)
                                + " has no connection left: end other programs, or raise its max_connections.";
                    case "57P03" ->
                        "PostgreSQL at " + at(location) + " is starting or recovering: start again in a minute.";
                    default -> away(location, state, e);
                };
    }

    private static String away(DatabaseLocation location, String state, SQLException e) {
        if (e.getCause() instanceof UnknownHostException) {
            return "there is no host " + location.host()
                    + ": correct the name, or see to it that this machine can resolve the name.";
        }
        return state.startsWith("08")
                ? "no PostgreSQL answers at " + at(location) + ": start it there, or correct the address."
                : "PostgreSQL at " + at(location) + " cannot be used (SQL state " + state + ").";
    }

    private static String at(DatabaseLocation location) {
        return location.host() + ":" + location.port();
    }
}
