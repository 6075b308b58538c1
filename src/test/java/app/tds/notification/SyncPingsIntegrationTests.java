package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ApplicationProcess;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A one-shot sync is a process that somebody waits for: a dead man's switch hears that it begins, and its exit code. */
@Timeout(300)
class SyncPingsIntegrationTests {

    @TempDir
    private Path folder;

    @Test
    void aSyncSaysThatItBeginsAndWithWhichExitCodeItEnds() {
        TestDatabase database = TestDatabase.create();
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
                var hooks = new Hooks()) {
            Map<String, String> settings = RunningApplication.settings(sandbox, database);
            settings.put("tds.alerts.heartbeat.url", hooks.uri("/ping/uuid").toString());

            ApplicationProcess done = ApplicationProcess.start(folder, settings, "sync", "currencies");
            assertThat(done.exitCode()).as(done.output()).isZero();
            assertThat(hooks.received())
                    .extracting(Hooks.Received::path)
                    .containsExactly("/ping/uuid/start", "/ping/uuid/0");

            hooks.forget();
            ApplicationProcess wrong = ApplicationProcess.start(folder, settings, "sync", "nothing");
            assertThat(wrong.exitCode()).as(wrong.output()).isEqualTo(2);
            assertThat(hooks.received())
                    .extracting(Hooks.Received::path)
                    .containsExactly("/ping/uuid/start", "/ping/uuid/2");

            hooks.forget();
            settings.put("spring.datasource.url", TestDatabase.create().url());
            settings.put("tds.zoho.client-secret", "not-" + sandbox.clientSecret());
            ApplicationProcess failed = ApplicationProcess.start(folder, settings, "sync", "currencies");
            int code = failed.exitCode();
            assertThat(code).as(failed.output()).isNotZero();
            assertThat(hooks.received())
                    .extracting(Hooks.Received::path)
                    .containsExactly("/ping/uuid/start", "/ping/uuid/" + code);

            hooks.forget();
            settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/away");
            ApplicationProcess away = ApplicationProcess.start(folder, settings, "sync", "currencies");
            int end = away.exitCode();
            assertThat(end).as(away.output()).isNotZero();
            assertThat(hooks.received())
                    .as("a sync that cannot start")
                    .extracting(Hooks.Received::path)
                    .containsExactly("/ping/uuid/start", "/ping/uuid/" + end);
        }
    }
}
