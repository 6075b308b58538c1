package app.tds.dashboard;

import app.tds.alarm.Alarm;
import app.tds.alarm.Threshold;
import app.tds.mirror.Organization;
import app.tds.notification.AlarmWords;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** What a page says, in one language, at one moment; templates call it {@code say}. */
public final class Wording {

    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS);
    private static final int NAMED = 5;
    private static final Set<String> WITHOUT_PARTS = Set.of("IQD", "JPY", "KRW", "VND");
    private static final Duration IN_MINUTES = Duration.ofMinutes(120);
    private static final Duration IN_HOURS = Duration.ofHours(48);

    private final MessageSource messages;
    private final Language language;
    private final Instant now;

    Wording(MessageSource messages, Language language, Instant now) {
        this.messages = messages;
        this.language = language;
        this.now = now;
    }

    /** The words of this key. */
    public String text(String key, Object... values) {
        return messages.getMessage(key, values, language.locale());
    }

    /** The words of this key, or others where there is no such key. */
    public String textOr(String key, String otherwise) {
        String text = messages.getMessage(key, null, "", language.locale());
        return text == null || text.isEmpty() ? isolated(otherwise) : text;
    }

    /** The name of a job's records; the job's own name where no file says a name. */
    public String job(String name) {
        String known = AlarmWords.entity(name, language.locale());
        return known == null ? isolated(name) : known;
    }

    /** What an alarm says. */
    public AlarmWords alarm(Alarm alarm) {
        return AlarmWords.of(alarm, language.locale());
    }

    /** What a rule watches. */
    public String rule(String kind) {
        // Of no alert in particular, nothing stands in parentheses.
        return alert(kind, "").replaceAll("\\s*(\\([\u2068\u2069]*\\)|:[\\s\u2068\u2069]*$)", "");
    }

    /** What alerts of a kind say about a job. */
    public String alert(String kind, String job) {
        return AlarmWords.of(kind, job, language.locale()).what();
    }

    /** The day where the organization is. */
    public String date(Instant at, Organization organization) {
        return DateTimeFormatter.ofPattern("d MMM uuuu", language.locale()).format(at.atZone(organization.timeZone()));
    }

    /** The same of several; those beyond a few are in the table. */
    public String jobs(Collection<String> names) {
        String some = names.stream().limit(NAMED).map(this::job).collect(Collectors.joining(text("list.separator")));
        return names.size() > NAMED ? text("list.more", some, number(names.size() - NAMED)) : some;
    }

    /** The word for a value. */
    public String word(Enum<?> value) {
        return textOr(
                value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + "." + value.name(), value.name());
    }

    /**
     * What an English sentence of others means, in a language that is not English; the sentence itself is quoted beside it.
     *
     * @param kind of what went wrong, if that is known
     * @return null in English, which needs none
     */
    public @Nullable String plainly(@Nullable Enum<?> kind, String sentence) {
        if (language == Language.EN) {
            return null;
        }
        return Said.of(sentence)
                .map(said -> text("said." + said.name(), isolated(withSeparators(Said.number(sentence)))))
                .orElseGet(() -> text(kind == null ? "said.else" : "failure." + kind.name()));
    }

    /** Whether the sentence itself has to be read as well. */
    public boolean isQuoted(String sentence) {
        return language == Language.EN
                || Said.of(sentence).filter(Said::isWhole).isEmpty();
    }

    private String withSeparators(String digits) {
        return digits.isEmpty() ? digits : number(Long.valueOf(digits.replace(",", "")));
    }

    /** With separators, in western digits. */
    public String number(@Nullable Number number) {
        return number == null
                ? text("unknown")
                : NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** An amount in its currency: every digit that counts, two behind the point at least, none of dinars unless there are any. */
    public String money(@Nullable BigDecimal amount, @Nullable String currency) {
        if (amount == null) {
            return text("unknown");
        }
        int least = WITHOUT_PARTS.contains(currency == null ? "" : currency) ? 0 : 2;
        return digits(amount, least);
    }

    /** With its sign, and every digit that counts. */
    public String difference(BigDecimal difference) {
        return (difference.signum() < 0 ? "−" : "+") + digits(difference.abs(), 0);
    }

    /** With every digit that counts. */
    public String quantity(BigDecimal quantity) {
        return digits(quantity, 0);
    }

    private static String digits(BigDecimal number, int least) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(
                Math.max(least, number.stripTrailingZeros().scale()));
        return format.format(number);
    }

    /** In the order of a line that begins where reading does: what is drawn runs from left to right in both languages. */
    public <T> List<T> leftToRight(List<T> inTime) {
        List<T> line = new ArrayList<>(inTime);
        if (direction().equals("rtl")) {
            Collections.reverse(line);
        }
        return line;
    }

    /** What a rule allows. */
    public String threshold(Threshold threshold) {
        return switch (threshold.unit()) {
            case TIME -> duration(threshold.time());
            case SHARE -> isolated(digits(threshold.value(), 0) + " %");
            case NUMBER -> digits(threshold.value(), 0);
        };
    }

    /** A day of the week. */
    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, language.locale());
    }

    /** A month and its year. */
    public String month(LocalDate first) {
        return DateTimeFormatter.ofPattern("MMMM uuuu", language.locale()).format(first);
    }

    /** In hundredths, with a tenth of one where there is any; never more than is there. */
    public String percent(double share) {
        double shown = Math.floor(share * 1000 + 1e-6) / 10;
        String digits = shown == Math.rint(shown) ? Long.toString((long) shown) : Double.toString(shown);
        return isolated(digits + " %");
    }

    /** The time of day where the organization is, in UTC if there is none; with the day unless that is today. */
    public String time(@Nullable Instant at, @Nullable Organization organization) {
        if (at == null) {
            return text("unknown");
        }
        ZoneId zone = organization == null ? ZoneOffset.UTC : organization.timeZone();
        ZonedDateTime there = at.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        String clock =
                isolated(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(there));
        long days = ChronoUnit.DAYS.between(today, there.toLocalDate());
        if (days == 0) {
            return clock;
        }
        if (Math.abs(days) == 1) {
            return text(days > 0 ? "time.tomorrow" : "time.yesterday", clock);
        }
        String pattern = there.getYear() == today.getYear() ? "d MMM" : "d MMM uuuu";
        return text(
                "time.day",
                DateTimeFormatter.ofPattern(pattern, language.locale()).format(there),
                clock);
    }

    /** Day and month where the organization is. */
    public String day(Instant at, Organization organization) {
        return DateTimeFormatter.ofPattern("d MMM", language.locale()).format(at.atZone(organization.timeZone()));
    }

    /** The time of day to the second where the organization is. */
    public String clock(Instant at, Organization organization) {
        return isolated(
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(at.atZone(organization.timeZone())));
    }

    /** The hour of the day where the organization is. */
    public String hour(Instant at, Organization organization) {
        return DateTimeFormatter.ofPattern("HH", Locale.ROOT).format(at.atZone(organization.timeZone()));
    }

    /** Date and time to the second, for whoever wants to know exactly. */
    public String exactly(Instant at, Organization organization) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT)
                .format(at.atZone(organization.timeZone()));
    }

    /** How long ago it was. */
    public String ago(@Nullable Instant at) {
        return at == null ? text("never") : phrase(Duration.between(at, now), "ago");
    }

    /** How long something takes or is allowed to. */
    public String duration(Duration duration) {
        return phrase(duration, "for");
    }

    /** The same in seconds, to the next whole one. */
    public String duration(double seconds) {
        return duration(Duration.ofSeconds(Math.round(seconds)));
    }

    private String phrase(Duration duration, String kind) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        ChronoUnit unit = unit(positive);
        long count = positive.getSeconds() / unit.getDuration().getSeconds();
        return inForm(key(kind, unit), Plural.of(language, count).suffix(), isolated(Long.toString(count)));
    }

    /** A counted word, such as 1 call or 5 calls; the word alone where it says the number. */
    public String count(String word, @Nullable Number number) {
        return number == null
                ? text("unknown")
                : inForm(
                        "count." + word, Plural.of(language, number.longValue()).suffix(), isolated(number(number)));
    }

    /** A form that a language does not have is said as any other number. */
    private String inForm(String key, String form, String shown) {
        Object[] values = {shown};
        String said = messages.getMessage(key + "." + form, values, "", language.locale());
        return said == null || said.isEmpty() ? text(key + ".other", shown) : said;
    }

    private static ChronoUnit unit(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return ChronoUnit.SECONDS;
        }
        if (duration.compareTo(IN_MINUTES) < 0) {
            return ChronoUnit.MINUTES;
        }
        return duration.compareTo(IN_HOURS) < 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }

    private static String key(String kind, ChronoUnit unit) {
        return kind + "." + unit.name().toLowerCase(Locale.ROOT);
    }

    /** The phrases with which a page goes on counting ages by itself. */
    public Map<String, String> agePhrases() {
        Map<String, String> phrases = new LinkedHashMap<>();
        for (ChronoUnit unit : UNITS) {
            for (String form : Plural.suffixes()) {
                phrases.put(
                        unit.name().toLowerCase(Locale.ROOT) + "-" + form,
                        inForm(key("ago", unit), form, isolated("#")));
            }
        }
        return phrases;
    }

    /** Seconds since then, for a page that goes on counting; the offset of its clock is the page's matter. */
    public String iso(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at);
    }

    /** So that what is written from the left keeps its place in a line that is written from the right. */
    public static String isolated(String text) {
        return "\u2068" + text + "\u2069";
    }

    /** The moment the page is about. */
    public Instant now() {
        return now;
    }

    /** The pages that every page leads to. */
    public List<Place> pages() {
        return List.of(Place.values());
    }

    /** As HTML names the language. */
    public String code() {
        return language.code();
    }

    /** As HTML names the direction. */
    public String direction() {
        return language.direction();
    }
}
