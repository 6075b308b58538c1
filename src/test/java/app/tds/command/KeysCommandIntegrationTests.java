package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandIntegrationTests {

    private String printed = "";

    @Test
    void keysAreMadeListedAndEnded(@TempDir Path folder) {
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC())) {
            var settings = RunningApplication.settings(sandbox, TestDatabase.create());
            settings.put("logging.file.name", folder.resolve("keys.log").toString());
            settings.forEach(System::setProperty);
            try {
                assertThat(run("keys", "create", "the shop", "viewer")).isZero();
                var key = printed.strip();
                assertThat(key).matches("tds_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
                var id = key.split("_")[1];

                assertThat(run("keys", "list")).isZero();
                assertThat(printed).contains(id, "VIEWER", "the shop").doesNotContain(key.substring(17));

                assertThat(run("keys", "revoke", id)).isZero();
                assertThat(run("keys", "list")).isZero();
                assertThat(printed).contains("There are no keys.");
                assertThat(run("keys", "list", "--all")).isZero();
                assertThat(printed).contains(id, "revoked");
                assertThat(run("keys", "revoke", id)).isEqualTo(TdsCommand.WRONG);
                assertThat(printed).contains("there is no good key " + id);

                assertThat(run("keys", "link", "owner", "--days", "7")).isZero();
                assertThat(printed.strip())
                        .matches("http://127\\.0\\.0\\.1:8080/enter/tds_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
                assertThat(run("keys", "list")).isZero();
                assertThat(printed).contains("VIEWER", "owner", "ends ");
                assertThat(run("keys", "link", "owner", "--days", "0")).isEqualTo(TdsCommand.WRONG);
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    private int run(String... arguments) {
        var out = new StringWriter();
        var code = TdsCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        printed = out.toString();
        return code;
    }
}
