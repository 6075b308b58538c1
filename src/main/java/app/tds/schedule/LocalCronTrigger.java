package app.tds.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;
import org.quartz.ScheduleBuilder;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.spi.MutableTrigger;

/**
 * A cron trigger that loses no fire when clocks change.
 *
 * <p>Quartz's own skips a time of day that does not exist, and most of an hour that comes twice. Here, a time that does
 * not exist is as much later as the clocks were put forward. A time that comes twice counts the first time. What is due
 * every hour goes on through both.
 */
public class LocalCronTrigger extends CronTriggerImpl {

    static ScheduleBuilder<CronTrigger> schedule(String cron, ZoneId zone) {
        return new ScheduleBuilder<>() {
            @Override
            protected MutableTrigger build() {
                var trigger = new LocalCronTrigger();
                trigger.setCronExpression(expression(cron, zone));
                trigger.setMisfireInstruction(MISFIRE_INSTRUCTION_FIRE_ONCE_NOW);
                return trigger;
            }
        };
    }

    /** So that Quartz keeps the trigger with {@link LocalCronDelegate}, and reads the same kind of trigger back. */
    @Override
    public boolean hasAdditionalProperties() {
        return true;
    }

    @Override
    public ScheduleBuilder<CronTrigger> getScheduleBuilder() {
        return schedule(getCronExpression(), getTimeZone().toZoneId());
    }

    @Override
    protected @Nullable Date getTimeAfter(Date after) {
        var next = next(getCronExpression(), getTimeZone().toZoneId(), after.toInstant());
        return next == null ? null : Date.from(next);
    }

    private static @Nullable Instant next(String cron, ZoneId zone, Instant after) {
        boolean everyHour = cron.strip().split("\\s+")[2].equals("*");
        ZoneRules rules = zone.getRules();
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (true) {
            ZoneOffsetTransition before = rules.previousTransition(from.plusSeconds(1));
            Instant next = before == null || everyHour
                    ? at(cron, rules.getOffset(from), from)
                    : atOncePerDay(cron, rules.getOffset(from), from, before);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (next == null || change == null || next.isBefore(change.getInstant())) {
                return next;
            }
            from = change.getInstant();
        }
    }

    private static @Nullable Instant atOncePerDay(
            String cron, ZoneOffset offset, Instant from, ZoneOffsetTransition before) {
        Instant settled = before.getInstant().plus(before.getDuration().abs());
        Instant next = at(cron, offset, from);
        if (!from.isBefore(settled)) {
            return next;
        }
        if (before.isOverlap()) {
            return next != null && next.isBefore(settled) ? at(cron, offset, settled) : next;
        }
        Instant skipped = at(cron, before.getOffsetBefore(), from);
        boolean first = skipped != null && skipped.isBefore(settled) && (next == null || skipped.isBefore(next));
        return first ? skipped : next;
    }

    /** The first fire at this instant or later, on a clock that never changes. */
    private static @Nullable Instant at(String cron, ZoneOffset offset, Instant from) {
        Date next = expression(cron, offset).getTimeAfter(Date.from(from.minusSeconds(1)));
        return next == null ? null : next.toInstant();
    }

    private static CronExpression expression(String cron, ZoneId zone) {
        try {
            var expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            return expression;
        } catch (ParseException cause) {
            throw new IllegalArgumentException(cron + " is no cron expression: " + cause.getMessage(), cause);
        }
    }
}
