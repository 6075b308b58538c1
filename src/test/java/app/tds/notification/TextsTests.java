package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import app.tds.jobs.OwnJobs;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTests {

    private static final Pattern RULE = Pattern.compile("(?m)^([a-z][a-z-]+):");

    private static Map<String, String> all(Language language) throws IOException {
        var properties = new Properties();
        try (var file = TextsTests.class.getResourceAsStream("alerts_" + language.locale() + ".properties");
                var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{[^}]*}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesSayTheSameThingsAboutTheSame() throws IOException {
        var english = all(Language.EN);
        var arabic = all(Language.AR);

        assertThat(arabic.keySet()).isEqualTo(english.keySet());
        assertThat(english).isNotEmpty().allSatisfy((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(places(arabic.get(key))).as(key).isEqualTo(places(text));
        });
    }

    /** Of two lines with one key, the second would hide the first. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void noKeyStandsTwice(Language language) throws IOException {
        List<String> keys = Files.readAllLines(
                        Path.of("src/main/resources/app/tds/notification/alerts_" + language.locale() + ".properties"))
                .stream()
                .filter(line -> line.contains(" = "))
                .map(line -> line.substring(0, line.indexOf(" = ")))
                .toList();
        assertThat(keys).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    /** Two minutes are another word where they are a subject: each duration follows a word that wants the form we have. */
    @Test
    void inArabicADurationFollowsAPreposition() throws IOException {
        assertThat(all(Language.AR).entrySet())
                .filteredOn(it -> it.getValue().contains("{duration}"))
                .hasSizeGreaterThan(2)
                .allSatisfy(it -> assertThat(it.getValue()).containsPattern("(منذ|لمدة|على مدى) \\{duration}"));
    }

    @Test
    void everyJobHasANameInBothLanguages() {
        assertThat(OwnJobs.all().names()).isNotEmpty().allSatisfy(job -> {
            assertThat(new Texts(Language.EN).entity(job)).as(job).get(STRING).matches("(CRM [a-z]|[A-Z])[a-z ]+");
            assertThat(new Texts(Language.AR).entity(job)).as(job).get(STRING).matches("[\\p{InArabic} ]+( CRM)?");
        });
        assertThat(new Texts(Language.AR).entity("../alerts_ar")).isEmpty();
        assertThat(new Texts(Language.AR).entity("nothing")).isEmpty();
    }

    @Test
    void everyRuleHasItsFourLinesAndNothingElseHas() throws IOException {
        var rules = RULE.matcher(Files.readString(Path.of("jobs/alerts.yaml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        var keys = all(Language.EN).keySet();

        assertThat(rules)
                .hasSizeGreaterThan(25)
                .allSatisfy(rule ->
                        assertThat(keys).contains(rule + ".what", rule + ".means", rule + ".itself", rule + ".do"));
        var told = keys.stream()
                .filter(key -> key.endsWith(".means"))
                .map(key -> key.replace(".means", ""))
                .collect(Collectors.toSet());
        told.remove("other");
        assertThat(rules).containsAll(told);
    }

    @Test
    void everyRuleIsExplainedInTheRunbook() throws IOException {
        String runbook = Files.readString(Path.of("src/docs/alerts.md"));
        RULE.matcher(Files.readString(Path.of("jobs/alerts.yaml")))
                .results()
                .forEach(match -> assertThat(runbook).contains("\n## " + match.group(1) + "\n"));
    }

    @Test
    void arabicIsArabicButForNamesOfCommands() throws IOException {
        var words = Set.of(
                "TDS",
                "Zoho",
                "Sync",
                "CRM",
                "register",
                "Books",
                "Inventory",
                "NTP",
                "alerts",
                "status",
                "runs",
                "quarantine",
                "connect",
                "plan",
                "documents",
                "doctor",
                "webhooks",
                "verify",
                "receivers",
                "test",
                "accept",
                "deletions");
        all(Language.AR)
                .forEach((key, text) -> Pattern.compile("[A-Za-z]+")
                        .matcher(text.replaceAll("\\{[a-z]+}", ""))
                        .results()
                        .forEach(word -> assertThat(words).as(key).contains(word.group())));
    }

    @ParameterizedTest
    @CsvSource({
        "0, less than a minute, أقل من دقيقة",
        "1, 1 min, دقيقة",
        "2, 2 min, دقيقتين",
        "5, 5 min, 5 دقائق",
        "11, 11 min, 11 دقيقة",
        "60, 1 h, ساعة",
        "245, 4 h 5 min, 4 ساعات و5 دقائق",
        "1560, 1 day 2 h, يوم وساعتين",
        "17280, 12 days, 12 يومًا",
        "144000, 100 days, 100 يوم"
    })
    void durationsAreSaidAsPeopleSayThem(long minutes, String english, String arabic) {
        assertThat(lasting(Language.EN, minutes)).isEqualTo(english);
        assertThat(lasting(Language.AR, minutes)).isEqualTo(arabic);
    }

    private static String lasting(Language language, long minutes) {
        return new Times(new Texts(language), ZoneId.of("Asia/Baghdad"), Instant.EPOCH)
                .lasting(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void timesHaveWesternDigitsAndTheDayUnlessItIsToday(Language language) {
        Instant now = Instant.parse("2026-06-03T12:00:00Z");
        var times = new Times(new Texts(language), ZoneId.of("Asia/Baghdad"), now);
        assertThat(times.at(now)).contains("15:00 (+03:00)").doesNotContain("2026");
        assertThat(times.at(now.minus(Duration.ofDays(1)))).contains("2026-06-02 15:00 (+03:00)");
    }
}
