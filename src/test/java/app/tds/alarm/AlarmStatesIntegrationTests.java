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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** From state to state, as looks and persons take alarms; what is told of it, and what is kept. */
class AlarmStatesIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");
    private static final Finding FAILING = Finding.of("runs-failing", Severity.WARNING, "Runs fail.", "See why.")
            .ofJob("bills", "10");
    private static final Finding STALE =
            Finding.of("stale", Severity.WARNING, "Invoices are old.", "Wait.").ofJob("invoices", "10");

    private final TestDatabase database = TestDatabase.create();
    private final SingleConnectionDataSource dataSource = new SingleConnectionDataSource(database.url(), true);
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final SettableClock clock = new SettableClock(NOON);
    private final List<AlarmChanged> changes = new ArrayList<>();
    private final AlarmRoom room = new AlarmRoom(
            jdbc,
            new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
            event -> changes.add((AlarmChanged) event),
            clock);
    private List<Finding> wrong = List.of();
    private final Watches watches =
            room.watches(AlarmRoom.lasting("stale", Duration.ofMinutes(5)), Map.of("one", () -> wrong));

    @AfterEach
    void close() {
        dataSource.destroy();
    }

    @Test
    void anAlarmIsPendingUntilItLastsAsLongAsItsRuleSays() {
        wrong = List.of(STALE);
        watches.look();
        assertThat(states()).containsExactly("PENDING");
        assertThat(room.alarms.open()).as("what is pending is no alarm yet").isEmpty();
        look(Duration.ofMinutes(5).minusSeconds(30));
        assertThat(states()).containsExactly("PENDING");
        assertThat(told()).isEmpty();
        look();

        assertThat(states()).containsExactly("FIRING");
        assertThat(told()).containsExactly("FIRED");
        assertThat(only().since()).isEqualTo(NOON);
        assertThat(only().fired()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(only().group()).isEqualTo("10/stale");
    }

    @Test
    void whatDoesNotLastIsNeverToldAndLeavesNoTrace() {
        for (int i = 0; i < 20; i++) {
            wrong = List.of(STALE);
            look(Duration.ofMinutes(4));
            wrong = List.of();
            look();
        }

        assertThat(told()).isEmpty();
        assertThat(states()).isEmpty();
        assertThat(rows("select change from etl.alarm_transitions")).isEmpty();
    }

    @Test
    void whatIsFoundAgainWithinMinutesIsTheSameAlarmAndToldOnlyIfItLasts() {
        fire(FAILING);
        wrong = List.of();
        look(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("FIRED", "RESOLVED");
        clock.advance(Duration.ofMinutes(10));
        wrong = List.of(FAILING);
        look();

        assertThat(told()).containsExactly("FIRED", "RESOLVED");
        assertThat(states()).containsExactly("FIRING");
        assertThat(only().ended()).isNull();
        look(Duration.ofMinutes(14));
        assertThat(told()).containsExactly("FIRED", "RESOLVED");
        look(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("FIRED", "RESOLVED", "REPEATED");
        wrong = List.of();
        look(Duration.ofMinutes(1));
        assertThat(told()).endsWith("REPEATED", "RESOLVED");
        clock.advance(Duration.ofMinutes(15));
        fire(FAILING);
        assertThat(states()).containsExactly("RESOLVED", "FIRING");
    }

    @Test
    void aPersonWhoAcknowledgesIsToldWhenItIsWorseAndAskedAgainAfterADay() {
        fire(FAILING);
        Alarm seen =
                room.alarms.acknowledge(only().id(), "Sara", "I call Zoho.").orElseThrow();
        assertThat(seen.state()).isEqualTo(Alarm.State.ACKNOWLEDGED);
        assertThat(seen.acknowledged()).isEqualTo(new Alarm.Acknowledgement("Sara", clock.instant(), "I call Zoho."));
        look(Duration.ofHours(20), Duration.ofMinutes(10));
        assertThat(told()).as("nothing is repeated").containsExactly("FIRED", "ACKNOWLEDGED");
        assertThat(room.alarms.open()).as("nothing is hidden").hasSize(1);

        wrong = List.of(FAILING.withSeverity(Severity.CRITICAL));
        look();
        assertThat(told()).endsWith("RAISED");
        assertThat(only().state()).isEqualTo(Alarm.State.FIRING);
        assertThat(only().acknowledged()).isNull();
        room.alarms.acknowledge(only().id(), "Ali", "Still with Zoho.");
        wrong = List.of(FAILING);
        look();
        wrong = List.of(FAILING.withSeverity(Severity.CRITICAL));
        look(Duration.ofHours(24).minusMinutes(10), Duration.ofMinutes(10));
        assertThat(told()).as("it is no worse than what was acknowledged").endsWith("RAISED", "ACKNOWLEDGED");
        look(Duration.ofMinutes(10));

        assertThat(told()).endsWith("ACKNOWLEDGED", "UNACKNOWLEDGED");
        look(Duration.ofMinutes(59));
        assertThat(told()).endsWith("UNACKNOWLEDGED");
        look(Duration.ofMinutes(1));
        assertThat(told()).endsWith("UNACKNOWLEDGED", "REPEATED");
        assertThat(
                        rows(
                                "select change || ' ' || state || ' ' || who from etl.alarm_transitions order by transition_id"))
                .containsExactly(
                        "FIRED FIRING ",
                        "ACKNOWLEDGED ACKNOWLEDGED Sara",
                        "RAISED FIRING ",
                        "ACKNOWLEDGED ACKNOWLEDGED Ali",
                        "UNACKNOWLEDGED FIRING ",
                        "REPEATED FIRING ");
    }

    @Test
    void anAcknowledgementCanBeTakenBackAndEndsWithTheAlarm() {
        fire(FAILING);
        long id = only().id();
        assertThat(room.alarms.unacknowledge(id, "Sara", ""))
                .as("nobody has acknowledged it")
                .isEmpty();
        room.alarms.acknowledge(id, "Sara", "Mine.");
        assertThat(room.alarms.unacknowledge(id, "Sara", "I go home.")).isPresent();
        assertThat(only().state()).isEqualTo(Alarm.State.FIRING);
        room.alarms.acknowledge(id, "Sara", "Mine again.");
        wrong = List.of();
        look(Duration.ofMinutes(1));

        assertThat(told()).endsWith("RESOLVED");
        assertThat(room.alarms.acknowledge(id, "Sara", "Late."))
                .as("it is over")
                .isEmpty();
        wrong = List.of(FAILING);
        look();
        assertThat(only().state()).as("nobody has seen that it is back").isEqualTo(Alarm.State.FIRING);
    }

    @Test
    void whatNobodyAcknowledgesIsRepeatedByItsSeverity() {
        fire(FAILING, STALE.withSeverity(Severity.CRITICAL), Finding.of("note", Severity.INFO, "A note.", "None."));
        look(Duration.ofMinutes(5));
        changes.clear();
        look(Duration.ofHours(24), Duration.ofMinutes(5));

        assertThat(changes.stream().map(it -> it.alarm().kind()))
                .filteredOn("stale"::equals)
                .hasSize(24);
        assertThat(changes.stream().map(it -> it.alarm().kind()))
                .filteredOn("runs-failing"::equals)
                .hasSize(2);
        assertThat(changes).noneMatch(it -> it.alarm().severity() == Severity.INFO);
    }

    @Test
    void anAlarmThatComesAndGoesIsToldToFlapAndThenWhatHasBecomeOfIt() {
        for (int i = 0; i < 10; i++) {
            wrong = List.of(FAILING);
            look(Duration.ofMinutes(2));
            wrong = List.of();
            look(Duration.ofMinutes(2));
        }
        assertThat(told()).containsExactly("FIRED", "RESOLVED", "RESOLVED", "FLAPS");
        assertThat(rows("select count(*)::text from etl.alarms")).containsExactly("1");

        look(Duration.ofHours(1));
        assertThat(told()).endsWith("FLAPS", "SETTLED");
        assertThat(changes.get(changes.size() - 1).alarm().state()).isEqualTo(Alarm.State.RESOLVED);
        fire(FAILING);
        assertThat(told()).endsWith("SETTLED", "FIRED");
    }

    @Test
    void aSilenceKeepsFromBeingToldAndIsToldAtItsEndIfItGoesOn() {
        Silence silence = room.silences.begin(
                new Silences.Matcher("runs-failing", "10", ""),
                clock.instant().plus(Duration.ofHours(2)),
                "We move.",
                "Ali");
        fire(FAILING, FAILING.ofJob("bills", "20"));
        assertThat(changes).filteredOn(AlarmChanged::isToBeTold).hasSize(1);
        assertThat(only("10").silenced())
                .isEqualTo(new Alarm.Silenced(silence.id(), silence.until(), "Ali", "We move."));
        assertThat(only("20").silenced()).isNull();
        changes.clear();
        look(Duration.ofHours(2));

        assertThat(told()).containsExactly("SILENCE_ENDED");
        assertThat(only("10").silenced()).isNull();
        assertThat(room.silences.current()).isEmpty();
    }

    @Test
    void aSilenceTakesEffectAtOnceAndCanBeEnded() {
        fire(FAILING);
        changes.clear();
        Silence silence = room.silences.begin(
                new Silences.Matcher("", "", "bills"), clock.instant().plus(Duration.ofDays(7)), "We know.", "Ali");
        assertThat(only().silenced()).isNotNull();
        assertThat(told()).isEmpty();
        assertThat(room.silences.current()).containsExactly(silence);
        look(Duration.ofHours(13), Duration.ofMinutes(30));
        assertThat(told()).as("nothing is repeated").isEmpty();
        assertThat(room.silences.end(silence.id(), "Sara")).isPresent();
        assertThat(room.silences.end(silence.id(), "Sara")).as("it is over").isEmpty();

        assertThat(told()).containsExactly("SILENCE_ENDED");
        assertThat(rows("select change || ' ' || who || ' ' || note from etl.alarm_transitions order by transition_id"))
                .containsExactly("FIRED  ", "SILENCED Ali We know.", "SILENCE_ENDED  ");
    }

    @Test
    void aSilenceHasAnEndWithinAWeekAndAReason() {
        var all = new Silences.Matcher("stale", "", "");
        Instant now = clock.instant();
        assertThatThrownBy(() -> room.silences.begin(all, now.plus(Duration.ofDays(8)), "why", "Ali"))
                .hasMessageContaining("within 7 days");
        assertThatThrownBy(() -> room.silences.begin(all, now, "why", "Ali")).hasMessageContaining("after now");
        assertThatThrownBy(() -> room.silences.begin(all, now.plusSeconds(60), " ", "Ali"))
                .hasMessageContaining("reason");
        assertThat(rows("select reason from etl.silences")).isEmpty();
    }

    @Test
    void zohoAwayForAnHourWithElevenJobsIsOneAlarmToldAndOneResolved() {
        Finding away = Finding.of("zoho-away", Severity.WARNING, "Zoho does not answer.", "It goes on by itself.")
                .ofOrganization("10");
        List<Finding> all = new ArrayList<>(List.of(away));
        for (int job = 0; job < 11; job++) {
            all.add(STALE.ofJob("job" + job, "10"));
            all.add(FAILING.withSeverity(Severity.CRITICAL).ofJob("job" + job, "10"));
        }
        wrong = all;
        look(Duration.ofHours(1));
        assertThat(told()).containsExactly("FIRED");
        assertThat(room.alarms.open()).as("everything is looked for and kept").hasSize(23);
        assertThat(room.alarms.open()).extracting(Alarm::group).containsOnly("10/zoho-away");
        wrong = all.subList(1, all.size());
        look(Duration.ofMinutes(10));
        wrong = List.of();
        look(Duration.ofHours(1));

        assertThat(told()).containsExactly("FIRED", "RESOLVED");
        assertThat(room.alarms.open()).isEmpty();
    }

    @Test
    void whatGoesOnLongAfterItsRootIsOverIsTold() {
        Finding away = Finding.of("zoho-away", Severity.WARNING, "Zoho is away.", "Wait.")
                .ofOrganization("10");
        fire(away, FAILING, FAILING.ofJob("bills", "20"));
        assertThat(told()).as("of another organization it is no root").containsExactly("FIRED", "FIRED");
        wrong = List.of(FAILING);
        look(Duration.ofMinutes(15));
        assertThat(told()).containsExactly("FIRED", "FIRED", "RESOLVED", "RESOLVED");
        look(Duration.ofMinutes(2));

        assertThat(told()).endsWith("RESOLVED", "INHIBITION_ENDED");
        assertThat(only("10").inhibitedBy()).isNull();
    }

    @Test
    void ofAJobThatIsTooOldNobodyHearsThatItIsStaleToo() {
        Finding tooOld =
                new Finding("too-old", Severity.CRITICAL, "10", "invoices", "", "They are very old.", "Hurry.");
        wrong = List.of(STALE, STALE.ofJob("bills", "10"), tooOld);
        look(Duration.ofMinutes(10));

        assertThat(changes)
                .filteredOn(AlarmChanged::isToBeTold)
                .extracting(it -> it.alarm().name())
                .containsExactly("too-old invoices of organization 10", "stale bills of organization 10");
    }

    @Test
    void anAlarmThatWasToldBeforeItsRootBeganIsToldToBeOver() {
        fire(FAILING);
        fire(Finding.of("nobody-serves", Severity.CRITICAL, "Nobody serves.", "Start serve."), FAILING);
        assertThat(only("10").inhibitedBy()).isNotNull();
        wrong = List.of();
        look(Duration.ofMinutes(1));

        assertThat(told()).containsExactly("FIRED", "FIRED", "RESOLVED", "RESOLVED");
    }

    @Test
    void oneAlarmThatCannotBeKeptKeepsNoOtherFromBeingKeptOrEnded() {
        fire(FAILING);
        var refusing = new AlarmRoom(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
                event -> {
                    if (((AlarmChanged) event).alarm().kind().equals("first")) {
                        throw new IllegalStateException("the outbox refuses it");
                    }
                },
                clock);
        Watches look = refusing.watches(
                AlarmRoom.atOnce(),
                Map.of(
                        "one",
                        () -> List.of(
                                Finding.of("first", Severity.WARNING, "One.", "."),
                                Finding.of("second", Severity.WARNING, "Two.", "."))));
        clock.advance(Duration.ofSeconds(30));
        Instant before = look.lookedAt().orElseThrow();

        assertThatThrownBy(look::look).hasMessage("the outbox refuses it");
        assertThatThrownBy(look::look).hasMessage("the outbox refuses it");
        assertThat(rows("select kind || ' ' || state from etl.alarms order by 1"))
                .containsExactly("runs-failing RESOLVED", "second FIRING");
        assertThat(look.lookedAt()).as("nobody may rely on such a look").contains(before);
    }

    @Test
    void theDeliveryNotesHowFarItHasCome() {
        fire(FAILING);
        Instant morning = NOON.plus(Duration.ofHours(19));
        room.alarms.delivered(only().id(), 2, morning);

        assertThat(only().step()).isEqualTo(2);
        assertThat(only().heldUntil()).isEqualTo(morning);
        room.alarms.delivered(only().id(), 3, null);
        assertThat(only().heldUntil()).isNull();
    }

    private void fire(Finding... findings) {
        wrong = List.of(findings);
        look();
    }

    private void look() {
        clock.advance(Duration.ofSeconds(30));
        watches.look();
    }

    private void look(Duration time) {
        look(time, Duration.ofSeconds(30));
    }

    private void look(Duration time, Duration every) {
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(every)) {
            clock.advance(every);
            watches.look();
        }
    }

    private Alarm only() {
        return room.alarms.open().get(0);
    }

    private Alarm only(String organization) {
        return room.alarms.open(organization).get(0);
    }

    private List<String> told() {
        return changes.stream()
                .filter(AlarmChanged::isToBeTold)
                .map(it -> it.change().name())
                .toList();
    }

    private List<String> states() {
        return rows("select state from etl.alarms order by alarm_id");
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
