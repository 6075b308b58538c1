package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import app.tds.alarm.AlarmRoom;
import app.tds.alarm.Finding;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseWatchTests {

    private final DatabaseWatch watch = new DatabaseWatch(
            mock(DatabaseState.class),
            new DatabaseLocation("jdbc:postgresql://host/tds", "host", 5432, "tds", "tds", null),
            mock(DataSource.class),
            AlarmRoom.packed());

    @Test
    void clocksMayDifferByThirtySecondsEitherWay() {
        assertThat(watch.clock(Duration.ofSeconds(30))).isEmpty();
        assertThat(watch.clock(Duration.ofSeconds(-30))).isEmpty();
        assertThat(watch.clock(Duration.ofMillis(-30_001)))
                .map(Finding::sentence)
                .contains("This machine's clock is 30 s behind the database's, so that times cannot be compared.");
        assertThat(watch.clock(Duration.ofMinutes(2)))
                .map(Finding::sentence)
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("2 min ahead of the database's"));
    }

    @Test
    void noThreadWaitsForAConnection() {
        assertThat(watch.connections(0)).isEmpty();
        assertThat(watch.connections(1)).map(Finding::kind).contains("database-connections");
    }

    @Test
    void atMostNineTenthsOfTheDiskAreUsed() {
        assertThat(watch.disk(10_000_000, 100_000_000)).isEmpty();
        assertThat(watch.disk(9_900_000, 100_000_000))
                .map(Finding::sentence)
                .contains("Of the disk of the database, 90 % are used; 9 MB are free.");
        assertThatThrownBy(() -> watch.disk(0, 0)).as("unknown is not well").isInstanceOf(IllegalStateException.class);
    }
}
