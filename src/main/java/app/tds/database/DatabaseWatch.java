package app.tds.database;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Finds a database that gets tight: room on its disk, connections of this process, a clock that differs. */
@Component
class DatabaseWatch implements Watch {

    private final DatabaseState state;
    private final DatabaseLocation location;
    private final DataSource dataSource;
    private final Rules rules;

    DatabaseWatch(DatabaseState state, DatabaseLocation location, DataSource dataSource, Rules rules) {
        this.state = state;
        this.location = location;
        this.dataSource = dataSource;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        return Stream.of(clock(state.ahead(Clock.systemUTC())), connections(waiting()), disk())
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Finding> clock(Duration ahead) {
        return found(
                "database-clock",
                Threshold.of(ahead.abs()),
                "This machine's clock is " + PlainTime.text(ahead.abs())
                        + (ahead.isNegative() ? " behind" : " ahead of")
                        + " the database's, so that times cannot be compared.",
                "Have both follow a time server (NTP).");
    }

    Optional<Finding> connections(int waiting) {
        return found(
                "database-connections",
                Threshold.of(waiting),
                waiting + " threads wait for a connection to the database.",
                "Allow more (spring.datasource.hikari.maximum-pool-size), or see what keeps the database busy.");
    }

    Optional<Finding> disk(long free, long size) {
        if (size == 0) {
            throw new IllegalStateException("The size of the database's disk is not known");
        }
        double used = 1 - (double) free / size;
        return found(
                "database-disk",
                Threshold.share(used),
                "Of the disk of the database, " + Math.round(used * 100) + " % are used; " + free / 1_000_000
                        + " MB are free.",
                "Make room: PostgreSQL stops when the disk is full, and with it everything here.");
    }

    /** Only the disk of a database of our own can be seen. */
    private Optional<Finding> disk() {
        if (location.dataFolder() == null) {
            return Optional.empty();
        }
        try {
            FileStore store = Files.getFileStore(location.dataFolder());
            return disk(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The disk of the database cannot be looked at", unreadable);
        }
    }

    private int waiting() {
        try {
            HikariPoolMXBean pool = dataSource.isWrapperFor(HikariDataSource.class)
                    ? dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean()
                    : null;
            return pool == null ? 0 : pool.getThreadsAwaitingConnection();
        } catch (SQLException unforeseen) {
            throw new IllegalStateException("The pool of connections cannot be looked at", unforeseen);
        }
    }

    private Optional<Finding> found(String kind, Threshold measured, String sentence, String cure) {
        return rules.of(kind, "", "").severity(measured).map(severity -> Finding.of(kind, severity, sentence, cure));
    }
}
