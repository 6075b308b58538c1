package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.pipeline.RunMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.TriggerUtils;
import org.quartz.spi.OperableTrigger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The triggers that Quartz gets for the real job files, through a week, against the calendar of java.time. */
class WeekOfSchedulesTests {

    private static final JobDefinitions JOBS = jobs();

    @ParameterizedTest
    @CsvSource({
        // Clocks are put forward at 2, and back at 2.
        "America/New_York, 2026-03-05",
        "America/New_York, 2026-10-29",
        "Europe/London, 2026-03-26",
        "Europe/London, 2026-10-22",
        // Forward at midnight, and back at midnight.
        "Africa/Cairo, 2026-04-21",
        "Africa/Cairo, 2026-10-27",
        // By half an hour.
        "Australia/Lord_Howe, 2026-04-02",
        "Australia/Lord_Howe, 2026-10-01",
        // Never.
        "Asia/Baghdad, 2026-03-05",
        "Asia/Baghdad, 2026-10-29",
        "Asia/Kathmandu, 2026-03-05"
    })
    void everyFireOfAWeekIsWhereTheCalendarHasIt(ZoneId zone, LocalDate monday) {
        var from = monday.atStartOfDay(zone).toInstant().plusSeconds(7);
        var to = monday.plusDays(7).atStartOfDay(zone).toInstant().plusSeconds(7);
        var organization = organization(zone);
        int fires = 0;
        for (var job : JOBS.all()) {
            var schedule = new JobSchedule(job, organization);
            for (var mode : List.of(RunMode.FULL, RunMode.DELTA)) {
                var cron = mode == RunMode.FULL
                        ? job.schedule().full()
                        : job.schedule().delta();
                var expected = calendar(cron, zone, from, to);
                assertThat(fires(schedule, mode, cron, from, to))
                        .as("%s %s %s", job.name(), mode, cron)
                        .containsExactlyElementsOf(expected);
                fires += expected.size();
            }
        }
        assertThat(fires).isGreaterThan(JOBS.all().size() * 7 * 24);
    }

    @ParameterizedTest
    @CsvSource({
        // The night has no half past two: three o'clock and a half is as much later as the clocks.
        "'0 30 2 * * ?', 2026-03-08, 2026-03-08T07:30:00Z, 2026-03-09T06:30:00Z",
        // It is Sunday, and there is no other chance before next week.
        "'0 0 2 ? * SUN', 2026-03-08, 2026-03-08T07:00:00Z, 2026-03-15T06:00:00Z",
        // The night has two half past ones: the first.
        "'0 30 1 * * ?', 2026-11-01, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        "'0 0 0/6 * * ?', 2026-11-01, 2026-11-01T11:00:00Z, 2026-11-01T17:00:00Z",
        "'0 30 2,3 * * ?', 2026-03-08, 2026-03-08T07:30:00Z, 2026-03-09T06:30:00Z"
    })
    void whatIsDueOnceADayIsDueOnceThatDay(String cron, LocalDate day, Instant first, Instant second) {
        var newYork = ZoneId.of("America/New_York");
        var trigger = (LocalCronTrigger) trigger(cron, newYork);
        trigger.setStartTime(Date.from(Instant.EPOCH));

        var next = trigger.getFireTimeAfter(
                Date.from(day.atStartOfDay(newYork).plusSeconds(1).toInstant()));
        assertThat(next).isEqualTo(first);
        assertThat(trigger.getFireTimeAfter(next)).isEqualTo(second);
    }

    @Test
    void aFullImportGoesBeforeADeltaThatIsDueAtTheSameMoment() {
        for (var job : JOBS.all()) {
            var schedule = new JobSchedule(job, organization(ZoneId.of("Asia/Baghdad")));
            assertThat(schedule.trigger(RunMode.FULL, job.schedule().full()).getPriority())
                    .isGreaterThan(
                            schedule.trigger(RunMode.DELTA, job.schedule().delta())
                                    .getPriority());
        }
    }

    @Test
    void whatIsNeverDueAgainEnds() {
        assertThat(((LocalCronTrigger) trigger("0 0 2 1 1 ? 2026", ZoneId.of("America/New_York")))
                        .getFireTimeAfter(Date.from(Instant.parse("2026-02-01T00:00:00Z"))))
                .isNull();
    }

    private static OperableTrigger trigger(String cron, ZoneId zone) {
        return (OperableTrigger) new JobSchedule(JOBS.all().get(0), organization(zone)).trigger(RunMode.FULL, cron);
    }

    private static List<Instant> fires(JobSchedule schedule, RunMode mode, String cron, Instant from, Instant to) {
        return TriggerUtils.computeFireTimesBetween(
                        (OperableTrigger) schedule.trigger(mode, cron), null, Date.from(from), Date.from(to))
                .stream()
                .map(Date::toInstant)
                .toList();
    }

    /** What is due every hour, by the instants of the week; what is due at some hours, by the days of the week. */
    private static List<Instant> calendar(String cron, ZoneId zone, Instant from, Instant to) {
        var fields = cron.split(" ");
        var second = Integer.parseInt(fields[0]);
        assertThat(List.of(fields).subList(3, 6)).containsExactly("*", "*", "?");
        var due = new TreeSet<Instant>();
        if (fields[2].equals("*")) {
            var minutes = minutes(fields[1]);
            for (var at = from.minusSeconds(7); !at.isAfter(to); at = at.plus(Duration.ofSeconds(30))) {
                var local = at.atZone(zone);
                if (local.getSecond() == second && minutes.test(local.getMinute())) {
                    due.add(at);
                }
            }
        } else {
            for (var hour : fields[2].split(",")) {
                var time = LocalTime.of(Integer.parseInt(hour), Integer.parseInt(fields[1]), second);
                for (var day = from.atZone(zone).toLocalDate();
                        !day.isAfter(to.atZone(zone).toLocalDate());
                        day = day.plusDays(1)) {
                    due.add(ZonedDateTime.of(day, time, zone).toInstant());
                }
            }
        }
        due.removeIf(at -> at.isBefore(from) || at.isAfter(to));
        return new ArrayList<>(due);
    }

    private static IntPredicate minutes(String field) {
        var parts = field.split("/");
        if (parts.length == 1) {
            return minute -> minute == Integer.parseInt(field);
        }
        var start = parts[0].equals("*") ? 0 : Integer.parseInt(parts[0]);
        var step = Integer.parseInt(parts[1]);
        return minute -> minute >= start && (minute - start) % step == 0;
    }

    private static Organization organization(ZoneId zone) {
        return new Organization("10", "zoho", "A", zone, null, null, null);
    }

    private static JobDefinitions jobs() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("tds.jobs.location", "classpath:jobs/")));
            context.scan(JobDefinition.class.getPackageName());
            context.refresh();
            return context.getBean(JobDefinitions.class);
        }
    }
}
