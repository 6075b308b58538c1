package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real processes that die or freeze while others go on. */
@Timeout(120)
class KilledDeliveryIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"before-taking, 1", "after-taking, 1", "after-sending, 2"})
    void whatAKilledProcessWasToTellIsToldByAnotherUnderOneId(String where, int times) throws Exception {
        Node.receivers(
                folder, "receivers: {operators: {quiet: none, webhook: {url: \"${HOOK}\", secret: \"${KEY}\"}}}");
        try (var hooks = new Hooks()) {
            Process process = MortalProcess.start(
                    database.url(), folder, hooks.uri("/hook").toString(), where);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(137);
            assertThat(hooks.received()).hasSize(times - 1);

            var clock = new SettableClock(MortalProcess.NOON.plus(Ladder.GATHER).plus(Dispatch.LEASE));
            try (var node = new Node(
                    database.dataSource(), clock, folder, "HOOK=" + hooks.uri("/hook"), "KEY=" + MortalProcess.KEY)) {
                node.work();
                clock.advance(Duration.ofMinutes(5));
                node.work();
            }
            assertThat(hooks.received()).hasSize(times);
            assertThat(hooks.received().stream().map(Hooks.Received::id).distinct())
                    .hasSize(1);
            assertThat(jdbc.sql("select count(*) from etl.notifications where state = 'SENT'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void aFrozenProcessBeatsNoMoreAndTheOthersSeeIt() throws Exception {
        try (var hooks = new Hooks()) {
            Process process =
                    MortalProcess.start(database.url(), folder, hooks.uri("").toString(), "never");
            try {
                hooks.await(2);
                new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
                while (!Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                        .matches("(?s).*\\) T .*")) {
                    Thread.onSpinWait();
                }
                int before = hooks.received().size();
                assertThat(hooks.received())
                        .allSatisfy(it -> assertThat(it.path()).isEqualTo("/heartbeat"));
                assertThat(hooks.anotherWithin(Duration.ofSeconds(1)))
                        .as("twenty beats are missing")
                        .isLessThanOrEqualTo(before + 1);

                var later = new SettableClock(Instant.now().plus(Duration.ofMinutes(3)));
                try (var other = new Node(database.dataSource(), later, folder)) {
                    assertThat(other.bean(SilentNodesWatch.class).look())
                            .singleElement()
                            .extracting(Finding::subject)
                            .isEqualTo("frozen:7");
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
