package app.tds.dashboard;

import app.tds.Repeated;
import app.tds.mirror.Organization;
import app.tds.notification.Letters;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.springframework.stereotype.Component;

/** Mails the weekly report to the owner, on Saturday at eight where the organization is, or as soon after as it can. */
@Component
class WeeklyLetter implements Repeated {

    private static final LocalTime TIME = LocalTime.of(8, 0);
    /** A letter that is older says nothing new. */
    private static final Duration LATEST = Duration.ofDays(2);

    private final Companies companies;
    private final WeeklyReport report;
    private final Letters letters;
    private final Clock clock;

    WeeklyLetter(Companies companies, WeeklyReport report, Letters letters, Clock clock) {
        this.companies = companies;
        this.report = report;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Mailing the weekly letter";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        companies.organizations().forEach(this::mail);
    }

    private void mail(Organization organization) {
        ZonedDateTime now = clock.instant().atZone(organization.timeZone());
        ZonedDateTime due =
                now.with(TemporalAdjusters.previousOrSame(DayOfWeek.SATURDAY)).with(TIME);
        if (now.isBefore(due) || now.isAfter(due.plus(LATEST))) {
            return;
        }
        String id = organization.organizationId();
        letters.send(due.toLocalDate() + " " + id, language -> report.of(id, language));
    }
}
