package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.alarm.Severity;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class ReceiversFileTests {

    private final MockEnvironment environment = new MockEnvironment();

    @TempDir
    private Path folder;

    @BeforeEach
    void set() {
        environment.setProperty("tds.jobs.location", folder.toString());
        environment.setProperty("SLACK", "https://hooks.slack.com/services/T/B/secret");
        environment.setProperty("SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    private ReceiversFile.Reading read(String yaml) {
        Node.receivers(folder, yaml);
        return new ReceiversFile(environment).read();
    }

    @Test
    void whereThereIsNoFileNobodyIsTold() {
        ReceiversFile.Reading reading = new ReceiversFile(environment).read();
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.receivers().all()).isEmpty();
    }

    @Test
    void everythingThatCanBeSaidIsRead() {
        ReceiversFile.Reading reading = read("""
                language: ar
                link: https://tds.example.com/alerts/{id}
                receivers:
                  operators:
                    language: en
                    detail: full
                    zone: Asia/Baghdad
                    quiet: {from: 22:30, to: 06:00, days: [FRIDAY, saturday], critical-from-step: 0}
                    slack: {url: "${SLACK}"}
                  owner:
                    quiet: none
                    webhook: {url: https://shop.example.com/alerts, secret: "${SECRET}"}
                ladder:
                  critical:
                    - {after: 0s, receivers: [operators]}
                    - {after: 15m, receivers: everybody}
                  info:
                    - {after: 0s, receivers: [owner], digest: true}
                """);
        assertThat(reading.problems()).isEmpty();
        Receivers receivers = reading.receivers();
        Receiver operators = receivers.named("operators").orElseThrow();
        assertThat(operators.full()).isTrue();
        assertThat(operators.quiet())
                .isEqualTo(new QuietHours(
                        true,
                        LocalTime.of(22, 30),
                        LocalTime.of(6, 0),
                        Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                        0));
        assertThat(operators.toString()).doesNotContain("secret");
        assertThat(receivers.named("owner").orElseThrow().language()).isEqualTo(Language.AR);
        assertThat(receivers.steps(Severity.CRITICAL))
                .hasSize(2)
                .last()
                .satisfies(step -> assertThat(step.after()).isEqualTo(Duration.ofMinutes(15)));
        assertThat(receivers.at(Severity.CRITICAL, 1)).hasSize(2);
        assertThat(receivers.at(Severity.INFO, 0)).extracting(Receiver::name).containsExactly("owner");
        assertThat(receivers.steps(Severity.WARNING)).isEqualTo(Receivers.USUAL.get(Severity.WARNING));
    }

    @Test
    void everyProblemIsToldAtOnceAndNoSecretIsRepeated() {
        List<String> problems = read("""
                lnk: x
                link: http://tds.example.com/acknowledge/{id}/{token}
                receivers:
                  Big: {log: true}
                  nothing: {language: en}
                  one: {slack: {url: https://hooks.slack.com/services/very-secret}}
                  two: {slack: {url: "${MISSING}"}}
                  three: {webhook: {url: http://shop.example.com/x}, language: fr}
                  four: {quiet: {from: late, days: [someday]}, log: maybe}
                  five: {mail: [nobody]}
                  six: {telegram: {token: "${SLACK}"}}
                  seven: {alertmanager: {url: http://169.254.169.254/}}
                  eight: {webhook: {url: https://user:pass@shop.example.com/, secret: "${SLACK}"}}
                ladder:
                  warning:
                    - {after: 5m, receivers: [ghost]}
                    - {after: 1m}
                """).problems();
        assertThat(problems)
                .allSatisfy(it ->
                        assertThat(it).contains("receivers.yaml: ").doesNotContain("very-secret", "T/B", "pass@"));
        assertThat(problems.toString())
                .contains(
                        "lnk: is not a key of this file",
                        "link: plain http is allowed for loopback addresses only",
                        "link: needs a key that signs the token: set TDS_SECRET_KEY",
                        "receivers.Big: is not a name",
                        "receivers.nothing: says no way",
                        "receivers.one.slack.url: is a secret: write ${NAME}",
                        "receivers.two.slack.url: \"${MISSING}\" names a variable that is not set",
                        "receivers.three.webhook.url: plain http is allowed for loopback addresses only",
                        "receivers.three.webhook.secret: is missing",
                        "receivers.three.language: \"fr\" is not one of en, ar",
                        "receivers.four.quiet.from: \"late\" is not a time",
                        "receivers.four.quiet.days: \"someday\" is not a day",
                        "receivers.four.log: \"maybe\" is neither true nor false",
                        "receivers.five.mail: \"nobody\" is not an address",
                        "receivers.five.mail: needs a server that sends mail",
                        "receivers.five.mail: needs a sender",
                        "receivers.six.telegram.token: is not a token of a bot",
                        "receivers.six.telegram.chat: is missing",
                        "receivers.seven.alertmanager.url: must not be an address at which a cloud",
                        "receivers.eight.webhook.url: must be an address without a user",
                        "receivers.eight.webhook.secret: is not whsec_",
                        "ladder.warning[0].after: must be 0s",
                        "ladder.warning[0].receivers: there is no receiver \"ghost\"",
                        "ladder.warning[1].after: is before the step above",
                        "ladder.warning[1].receivers: is missing");
    }

    @Test
    void whoeverLeadsTheLadderIsSomebodyAsLongAsThereIsAnybody() {
        Receivers receivers = read("receivers: {sales: {log: true}}").receivers();
        assertThat(receivers.at(Severity.CRITICAL, 0))
                .extracting(Receiver::name)
                .containsExactly("sales");
        assertThat(receivers.at(Severity.CRITICAL, 1)).isEmpty();
        assertThat(receivers.at(Severity.CRITICAL, 3)).hasSize(1);
    }
}
