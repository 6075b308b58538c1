package app.tds.notification;

import app.tds.Repeated;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/** Tests every way to every receiver on Sunday at ten, in the zone of the first organization. */
@Component
class WeeklyTest implements Repeated {

    private static final int HOUR = 10;

    private final SelfTest test;
    private final AlarmedOrganizations organizations;
    private final Clock clock;

    WeeklyTest(SelfTest test, AlarmedOrganizations organizations, Clock clock) {
        this.test = test;
        this.organizations = organizations;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Testing every Sunday whether messages arrive";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        ZonedDateTime now = clock.instant().atZone(organizations.zone(""));
        if (now.getDayOfWeek() == DayOfWeek.SUNDAY && now.getHour() == HOUR) {
            test.ofDay(now.toLocalDate().toString());
        }
    }
}
