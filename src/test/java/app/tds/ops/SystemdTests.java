package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units are ones that systemd takes, and services that can do little harm. */
class SystemdTests {

    private static final Path FOLDER = Path.of("ops/systemd");

    @Test
    void systemdTakesTheUnits() throws Exception {
        var finished = systemd("verify", "tds.service", "tds-sync.service", "tds-sync.timer");

        assertThat(finished.said()).isEmpty();
        assertThat(finished.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tds.service", "tds-sync.service"})
    void aServiceIsHardened(String unit) throws Exception {
        // Of 100; a service without any rule has 96.
        var finished = systemd("security", "--offline=true", "--threshold=20", "--no-pager", unit);

        assertThat(finished.code()).as(finished.said()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tds.service", "tds-sync.service"})
    void aServiceIsStoppedGentlyAndReadsItsSecretsFromAFile(String unit) throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve(unit)))
                .contains("EnvironmentFile=/etc/tds/tds.env", "User=tds", "TimeoutStopSec=30", "ProtectSystem=strict")
                .noneMatch(line -> line.startsWith("Environment="));
    }

    private record Finished(int code, String said) {}

    private static Finished systemd(String... arguments) throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/systemd-analyze"))
                .as("systemd is on this machine")
                .exists();
        List<String> command = new ArrayList<>(List.of("/usr/bin/systemd-analyze"));
        for (String argument : arguments) {
            command.add(Files.exists(FOLDER.resolve(argument)) ? "./" + argument : argument);
        }
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), said);
    }
}
