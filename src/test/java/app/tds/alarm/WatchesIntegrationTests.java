package app.tds.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class WatchesIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");
    private static final Finding STALE =
            Finding.of("stale", Severity.WARNING, "Invoices are old.", "Wait.").ofJob("invoices", "10");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final List<AlarmChanged> told = new ArrayList<>();
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    private final AlarmRoom room = new AlarmRoom(jdbc, transaction, event -> told.add((AlarmChanged) event), clock);
    private final Alarms alarms = room.alarms;
    private List<Finding> wrong = List.of(STALE);
    private Watch other = List::of;
    private final Watches watches =
            room.watches(AlarmRoom.atOnce(), Map.of("one", () -> wrong, "other", () -> other.look()));

    @Test
    void anAlarmBeginsOnceGoesOnAndEnds() {
        watches.look();
        clock.advance(Duration.ofMinutes(1));
        wrong = List.of(new Finding("stale", Severity.CRITICAL, "10", "invoices", "", "They are very old.", "Hurry."));
        watches.look();

        assertThat(changes()).containsExactly("FIRED WARNING", "RAISED CRITICAL");
        assertThat(alarms.open()).singleElement().satisfies(alarm -> {
            assertThat(alarm.name()).isEqualTo("stale invoices of organization 10");
            assertThat(alarm.sentence()).isEqualTo("They are very old.");
            assertThat(alarm.cure()).isEqualTo("Hurry.");
            assertThat(alarm.since()).isEqualTo(NOON);
            assertThat(alarm.ended()).isNull();
        });

        clock.advance(Duration.ofMinutes(1));
        wrong = List.of();
        watches.look();
        assertThat(alarms.open()).as("after one look that does not find it").hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        watches.look();
        watches.look();

        assertThat(alarms.open()).isEmpty();
        assertThat(changes()).containsExactly("FIRED WARNING", "RAISED CRITICAL", "RESOLVED CRITICAL");
        assertThat(told.get(2).alarm().lasted(clock.instant())).isEqualTo(Duration.ofMinutes(2));
        clock.advance(Duration.ofMinutes(15));
        wrong = List.of(STALE);
        watches.look();
        assertThat(told).hasSize(4);
        assertThat(jdbc.sql("select count(*) from etl.alarms").query(Long.class).single())
                .isEqualTo(2);
    }

    private List<String> changes() {
        return told.stream()
                .map(event -> event.change() + " " + event.alarm().severity())
                .toList();
    }

    @Test
    void oneAlarmForEachJobAndSubject() {
        wrong = List.of(
                STALE, STALE.ofJob("bills", "10"), STALE.ofJob("invoices", "20"), STALE.about("a"), STALE.about("b"));
        watches.look();
        watches.look();

        assertThat(alarms.open()).hasSize(5);
        assertThat(alarms.open("20")).hasSize(1);
        assertThat(told).hasSize(5);
    }

    @Test
    void whatAWatchFoundGoesOnWhileThatWatchCannotLook() {
        other = () -> List.of(Finding.of("paused", Severity.WARNING, "Zoho is away.", "Wait."));
        watches.look();
        other = () -> {
            throw new IllegalStateException("no such table");
        };
        wrong = List.of();
        watches.look();
        watches.look();

        assertThat(alarms.open()).extracting(Alarm::kind).containsExactlyInAnyOrder("paused", "cannot-look");
        assertThat(alarms.open()).anyMatch(alarm -> alarm.sentence().contains("no such table"));
        assertThat(watches.findings()).extracting(Finding::kind).containsExactly("cannot-look");
        other = List::of;
        watches.look();
        watches.look();
        assertThat(alarms.open()).isEmpty();
    }

    @Test
    void aLookThatBeganEarlierDoesNotEndWhatALaterOneHasFound() {
        wrong = List.of();
        other = () -> {
            other = List::of;
            wrong = List.of(STALE);
            watches.look();
            return List.of();
        };
        watches.look();

        assertThat(alarms.open()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void theAlarmIsKeptOnlyIfWhoeverIsToldInItsTransactionAgrees() {
        var refusing = new AlarmRoom(
                jdbc,
                transaction,
                event -> {
                    throw new IllegalStateException("the outbox is full");
                },
                clock);

        assertThatThrownBy(() -> refusing.states.found(STALE, Rule.atOnce("stale"), "one", 1, NOON))
                .hasMessage("the outbox is full");
        assertThat(alarms.open()).isEmpty();
        watches.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void aFindingIsNotKeptByWhoeverOnlyAsks() {
        assertThat(watches.lookedAt()).isEmpty();
        assertThat(watches.findings()).containsExactly(STALE);
        assertThat(alarms.open()).isEmpty();
        assertThat(watches.lookedAt()).isEmpty();
        watches.look();
        assertThat(watches.lookedAt()).contains(NOON);
    }

    @Test
    void alarmsThatAreOverAreForgottenAfterALongTime() {
        watches.look();
        wrong = List.of();
        watches.look();
        watches.look();
        var retention = new AlarmRetention(alarms, room.silences, clock, Duration.ofDays(400));
        clock.advance(Duration.ofDays(400));
        retention.purge();
        assertThat(rows("select kind from etl.alarms")).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        retention.purge();
        assertThat(rows("select kind from etl.alarms")).isEmpty();
        assertThat(rows("select change from etl.alarm_transitions")).isEmpty();
    }

    @Test
    void aProcessThatIsKilledBetweenTwoBeginsTellsEachOnceTogetherWithTheNextOne() throws Exception {
        jdbc.sql("create table told (event text)").update();

        assertThat(LookingProcess.start(database.url(), 2).waitFor()).isEqualTo(137);
        assertThat(rows("select kind from etl.alarms")).containsExactly("first");
        assertThat(LookingProcess.start(database.url(), 0).waitFor()).isZero();

        assertThat(rows("select kind from etl.alarms where ended_at is null order by kind"))
                .containsExactly("first", "second");
        assertThat(rows("select event from told order by event")).containsExactly("FIRED first", "FIRED second");
    }

    @Test
    void ofThreeProcessesThatLookAtOnceOneTells() throws Exception {
        jdbc.sql("create table told (event text)").update();

        List<Process> three = new ArrayList<>();
        for (int i : IntStream.range(0, 3).toArray()) {
            three.add(LookingProcess.start(database.url(), 0));
        }
        for (Process process : three) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(rows("select event from told order by event")).containsExactly("FIRED first", "FIRED second");
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
