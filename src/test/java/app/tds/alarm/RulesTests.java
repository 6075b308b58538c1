package app.tds.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.FileBesideJobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class RulesTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void theRulesThatComeWithTheApplicationCanBeRead() {
        Rules rules = RulesCheck.rules(environment);

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.of("too-old", "10", "stock").threshold()).isEqualTo(Threshold.of(Duration.ofHours(4)));
        assertThat(rules.of("stale", "10", "stock").lasts()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rules.of("counts-differ", "", "stock").threshold()).isEqualTo(Threshold.share(0));
        assertThat(rules.of("counts-differ", "", "stock").origins())
                .containsEntry("threshold", "jobs/alerts.yaml, job stock");
    }

    /** Whatever a watch can find has a rule, and there is no rule that nothing can break. */
    @Test
    void everyKindOfFindingHasARuleAndEveryRuleAKind() throws IOException {
        Set<String> found = new TreeSet<>(Set.of("cannot-notify"));
        Pattern kind = Pattern.compile("\"((?:[a-z]+-)*[a-z]+)\"");
        Set<String> rules = new TreeSet<>();
        RulesCheck.rules(environment).all().forEach(rule -> rules.add(rule.kind()));
        StringBuilder watches = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/app/tds"))) {
            for (Path file : files.filter(
                            it -> it.getFileName().toString().matches(".*(Watch|Watches|Findings)\\.java"))
                    .toList()) {
                watches.append(Files.readString(file));
            }
        }
        kind.matcher(watches)
                .results()
                .map(it -> it.group(1))
                .filter(rules::contains)
                .forEach(found::add);
        List<String> unruled = new ArrayList<>();
        Pattern.compile("(?:Finding\\.of\\(\\s*|new Of\\(|rules\\.of\\()\"([a-z-]+)\"")
                .matcher(watches)
                .results()
                .map(it -> it.group(1))
                .filter(it -> !rules.contains(it))
                .forEach(unruled::add);

        assertThat(found).isEqualTo(rules);
        assertThat(unruled).isEmpty();
    }

    @Test
    void aFileOfOnesOwnChangesWhatItNamesAndTheMostParticularHolds(@TempDir Path folder) throws IOException {
        own(folder, """
                too-old: {threshold: 6h}
                webhooks-slow: off
                stale:
                  severity: critical
                  jobs:
                    invoices: {for: 15m}
                  organizations:
                    10: {for: 20m, jobs: {invoices: off}}
                    "20": off
                """);
        Rules rules = RulesCheck.rules(environment);

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.of("too-old", "10", "invoices").threshold()).isEqualTo(Threshold.of(Duration.ofHours(6)));
        assertThat(rules.of("too-old", "10", "invoices").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rules.of("too-old", "10", "invoices").origins())
                .containsEntry("threshold", folder + "/alerts.yaml")
                .containsEntry("severity", "jobs/alerts.yaml");
        assertThat(rules.of("webhooks-slow", "10", "").on()).isFalse();
        assertThat(rules.of("stale", "30", "invoices").lasts()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rules.of("stale", "10", "bills").lasts()).isEqualTo(Duration.ofMinutes(20));
        assertThat(rules.of("stale", "10", "bills").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rules.of("stale", "10", "invoices").on()).isFalse();
        assertThat(rules.of("stale", "20", "bills").on()).isFalse();
        assertThat(rules.of("stale", "10", "").origins())
                .containsEntry("for", folder + "/alerts.yaml, organization 10");
        assertThat(rules.all()).filteredOn(rule -> rule.kind().equals("stale")).hasSize(5);
    }

    @Test
    void everyProblemOfTheFileIsSaidAtOnce(@TempDir Path folder) throws IOException {
        own(folder, """
                tooold: off
                stale: {severity: loud, for: soon, off: true}
                too-old: {threshold: 5%, critical: 9h}
                idle: maybe
                counts-differ: {jobs: {nothing: off}, threshold: 101%}
                """);

        assertThat(new RulesCheck().problems(environment))
                .allMatch(problem -> problem.startsWith(folder + "/alerts.yaml: "))
                .extracting(problem -> problem.substring((folder + "/alerts.yaml: ").length()))
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it)
                                .startsWith("tooold: there is no rule \"tooold\"; there are backlog-grows, "),
                        it -> assertThat(it)
                                .isEqualTo("stale.severity: \"loud\" is not critical, warning, info or off"),
                        it -> assertThat(it).isEqualTo("stale.for: \"soon\" is not a time such as 30m, 4h or 7d"),
                        it -> assertThat(it).contains("is no setting of a rule"),
                        it -> assertThat(it).isEqualTo("too-old.threshold: \"5%\" is not a time such as 30m, 4h or 7d"),
                        it -> assertThat(it).isEqualTo("too-old.critical: the rule too-old has no such setting"),
                        it -> assertThat(it).startsWith("idle: \"maybe\" is neither off nor on"),
                        it -> assertThat(it).isEqualTo("counts-differ.jobs.nothing: there is no job \"nothing\""),
                        it -> assertThat(it).isEqualTo("counts-differ.threshold: \"101%\" is not a share such as 5%"));
    }

    @Test
    void aFileThatIsNoYamlIsSaidWithItsLine(@TempDir Path folder) throws IOException {
        own(folder, "stale: {for: 5m\ntoo-old: [");

        assertThat(new RulesCheck().problems(environment))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith(folder + "/alerts.yaml: line 2, column"));
    }

    @Test
    void aTimeAndAShareMustBeExceededAndANumberBeReached() {
        Rules rules = rules(Map.of("a.threshold", "5m", "b.threshold", "1%", "c.threshold", "3"));
        assertThat(rules.of("a", "", "").severity(Threshold.of(Duration.ofMinutes(5))))
                .isEmpty();
        assertThat(rules.of("a", "", "").severity(Threshold.of(Duration.ofMillis(300_001))))
                .contains(Severity.WARNING);
        assertThat(rules.of("b", "", "").severity(Threshold.share(0.01))).isEmpty();
        assertThat(rules.of("b", "", "").severity(Threshold.share(0.0101))).isPresent();
        assertThat(rules.of("c", "", "").severity(Threshold.of(2))).isEmpty();
        assertThat(rules.of("c", "", "").severity(Threshold.of(3))).isPresent();
    }

    @Test
    void fromASecondThresholdOnItIsCritical() {
        Rule rule = rules(Map.of("a.threshold", "1%", "a.critical", "5%", "a.severity", "info"))
                .of("a", "", "");
        assertThat(rule.severity(Threshold.share(0.02))).isEqualTo(Optional.of(Severity.INFO));
        assertThat(rule.severity(Threshold.share(0.06))).isEqualTo(Optional.of(Severity.CRITICAL));
    }

    @Test
    void whatARuleTurnsOffIsNoFinding() {
        Rules rules = rules(Map.of("a", "false", "b.severity", "critical"));
        assertThat(rules.applied(Finding.of("a", Severity.WARNING, "A.", ""))).isEmpty();
        assertThat(rules.applied(Finding.of("b", Severity.WARNING, "B.", "")))
                .map(Finding::severity)
                .contains(Severity.CRITICAL);
        assertThat(rules.applied(Finding.of("c", Severity.INFO, "C.", "")))
                .map(Finding::severity)
                .contains(Severity.INFO);
    }

    @Test
    void aRuleThatIsOffBeginsWithASeverity() {
        Rules packed = AlarmRoom.packed();
        assertThat(packed.of("price-changed", "10", "products").on()).isFalse();
        assertThat(packed.of("stale", "10", "products").on()).isTrue();

        Rules changed = AlarmRoom.changed(Map.of(
                "price-changed.organizations.10.severity", "info",
                "stock-moved.threshold", "10",
                "stale.severity", "false"));
        assertThat(changed.of("price-changed", "10", "products").on()).isTrue();
        assertThat(changed.of("price-changed", "20", "products").on()).isFalse();
        assertThat(changed.of("stock-moved", "10", "stock").on())
                .as("a threshold alone turns nothing on")
                .isFalse();
        assertThat(changed.of("stale", "10", "products").on()).isFalse();
    }

    @Test
    void thresholdsAreShownAsTheyAreWritten() {
        for (String text : List.of("30s", "5m", "90m", "4h", "7d", "1%", "0.5%", "100%", "0%", "3", "0s")) {
            assertThat(String.valueOf(Threshold.read(text))).isEqualTo(text);
        }
        assertThat(List.of("5", "5 m", "-1", "1.5h", "", "5%%"))
                .filteredOn(it -> Threshold.read(it) != null)
                .containsExactly("5");
    }

    private static Rules rules(Map<String, Object> values) {
        return new Rules(List.of(RuleFacts.of(new FileBesideJobs("test", values, List.of()), null, Set.of())));
    }

    private void own(Path folder, String alerts) throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            for (Path job : jobs.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Files.copy(job, folder.resolve(job.getFileName()));
            }
        }
        Files.writeString(folder.resolve("alerts.yaml"), alerts, StandardCharsets.UTF_8);
        environment.setProperty("tds.jobs.location", folder.toString());
    }
}
