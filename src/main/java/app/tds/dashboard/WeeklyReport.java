package app.tds.dashboard;

import app.tds.monitoring.Figures;
import app.tds.monitoring.Week;
import app.tds.monitoring.Week.Calls;
import app.tds.monitoring.Week.ExamLine;
import app.tds.monitoring.Week.Incident;
import app.tds.notification.Letters.Letter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The weekly letter to the owner: how things are, the exam with what was measured, what was wrong, and what to decide. */
@Component
public class WeeklyReport {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int INCIDENTS = 20;

    private final Companies companies;
    private final Week week;
    private final MessageSource messages;
    private final Clock clock;

    WeeklyReport(Companies companies, Week week, MessageSource messages, Clock clock) {
        this.companies = companies;
        this.week = week;
        this.messages = messages;
        this.clock = clock;
    }

    /** Whose reports there can be. */
    public List<String> organizations() {
        return companies.all().stream()
                .map(company -> company.organization().organizationId())
                .toList();
    }

    /** Whether reports are written in this language. */
    public static boolean speaks(String language) {
        return Language.of(language).isPresent();
    }

    /** The report of the seven days until now. */
    public Letter of(String organizationId, Locale language) {
        Company company = companies.all().stream()
                .filter(it -> it.organization().organizationId().equals(organizationId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no organization " + organizationId));
        return written(company, new Wording(messages, Language.of(language), clock.instant()));
    }

    private Letter written(Company company, Wording say) {
        String id = company.organization().organizationId();
        Instant from = say.now().minus(WEEK);
        List<ExamLine> exam = week.exam(id);
        List<List<String>> paragraphs = new ArrayList<>();
        String title = say.text(
                "letter.title",
                Wording.isolated(company.organization().name()),
                say.date(from, company.organization()),
                say.date(say.now(), company.organization()));
        paragraphs.add(List.of(title));
        paragraphs.add(headed(
                say.text("letter.now"),
                Sentence.of(company, say).stream().map(Sentence::text).toList()));
        paragraphs.add(headed(
                say.text("letter.exam"),
                exam.stream().map(line -> line(line, say)).toList()));
        paragraphs.add(headed(say.text("letter.incidents"), incidents(company, from, say)));
        paragraphs.add(headed(say.text("letter.calls"), calls(company, say)));
        paragraphs.add(headed(say.text("letter.decide"), decisions(company, exam, say)));
        return new Letter(title, paragraphs);
    }

    private static List<String> headed(String heading, List<String> lines) {
        List<String> all = new ArrayList<>();
        all.add(heading);
        all.addAll(lines);
        return all;
    }

    private static String line(ExamLine line, Wording say) {
        String verdict = line.passed() == null ? "unknown" : line.passed() ? "met" : "not-met";
        return say.text(
                "letter.line",
                say.text("letter.mark." + verdict),
                say.text("exam." + line.name()),
                measured(line.measured() == null ? null : line.measured(), line.unit(), say),
                measured(line.bar(), line.unit(), say));
    }

    private static String measured(@org.jspecify.annotations.Nullable BigDecimal value, String unit, Wording say) {
        if (value == null) {
            return say.text("letter.not-measured");
        }
        return switch (unit) {
            case "share" ->
                Wording.isolated(value.movePointRight(2)
                                .setScale(2, RoundingMode.FLOOR)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " %");
            case "seconds" -> say.duration(Duration.ofSeconds(value.longValue()));
            case "minutes" -> say.duration(Duration.ofMinutes(value.longValue()));
            case "days" -> say.count("days", value.longValue());
            case "milliseconds" -> Wording.isolated(value.toBigInteger().toString()) + " " + say.text("letter.ms");
            default -> Wording.isolated(say.number(value));
        };
    }

    private List<String> incidents(Company company, Instant from, Wording say) {
        List<Incident> found = week.incidents(company.organization().organizationId(), from, INCIDENTS);
        if (found.isEmpty()) {
            return List.of(say.text("letter.no-incident"));
        }
        return found.stream()
                .map(incident -> say.text(
                        incident.endedAt() == null ? "letter.incident.open" : "letter.incident",
                        say.alert(incident.kind(), incident.job()),
                        say.time(incident.beganAt(), company.organization()),
                        say.duration(Duration.ofMinutes(incident.minutes())),
                        incident.acknowledgedBy() == null
                                ? say.text("letter.nobody")
                                : Wording.isolated(incident.acknowledgedBy())))
                .toList();
    }

    private List<String> calls(Company company, Wording say) {
        Calls made = week.calls(company.organization().organizationId());
        List<String> lines = new ArrayList<>();
        lines.add(say.text("letter.calls.made", say.count("calls", made.calls()), say.count("calls", made.wasted())));
        Figures.Quota quota = company.quota();
        if (quota != null && quota.remaining() != null) {
            lines.add(say.text("letter.calls.left", say.number(quota.remaining()), say.number(quota.limit())));
        }
        return lines;
    }

    /** Nothing, if nothing needs the owner; what is unknown is not decided. */
    private static List<String> decisions(Company company, List<ExamLine> exam, Wording say) {
        List<String> decisions = new ArrayList<>();
        exam.stream()
                .filter(line -> Boolean.FALSE.equals(line.passed()))
                .forEach(line -> decisions.add(say.text("decide." + line.name())));
        Figures.Quota quota = company.quota();
        if (quota != null && quota.enough().filter(enough -> !enough).isPresent()) {
            decisions.add(say.text("decide.quota"));
        }
        if (company.quarantined() > 0) {
            decisions.add(say.text("decide.quarantine", say.count("records", company.quarantined())));
        }
        return decisions.isEmpty() ? List.of(say.text("letter.nothing-to-decide")) : decisions;
    }
}
