package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRulesTests {

    private static final String TRUSTING = """
            # "trust" lets anybody in
            local   all   all                  trust
            host    all   all   127.0.0.1/32   trust
            host    shop  shop  10.0.0.0/8     md5
            """;
    private static final String WANTING = """
            # "trust" lets anybody in
            local   all   all                  scram-sha-256
            host    all   all   127.0.0.1/32   scram-sha-256
            host    shop  shop  10.0.0.0/8     md5
            """;

    @TempDir
    Path data;

    @Test
    void nobodyIsTrustedAndWhatAPersonAddedStays() throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), TRUSTING);

        assertThat(HostRules.wantPasswords(data)).isTrue();

        assertThat(data.resolve("pg_hba.conf")).hasContent(WANTING);
        assertThat(HostRules.wantPasswords(data)).isFalse();
    }

    @Test
    void theTrustOfAMomentLeavesNothing() throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), WANTING);

        HostRules.trustForAMoment(data);
        assertThat(Files.readString(data.resolve("pg_hba.conf")))
                .startsWith("host postgres postgres 127.0.0.1/32 trust");
        HostRules.wantPasswords(data);

        assertThat(data.resolve("pg_hba.conf")).hasContent(WANTING);
    }
}
