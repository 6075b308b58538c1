package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.SourceFailure;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One account that Zoho refuses keeps no other from being read. */
class OrganizationRefreshIntegrationTests {

    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(CompanySize.tiny(), CompanySize.tiny()), Clock.systemUTC());
    private final String mine = sandbox.organizationIds().get(0);
    private final String other = sandbox.organizationIds().get(1);
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aDeadConnectionKeepsWhatIsKnownOfItsOrganizationsAndStopsNoOther() {
        try (var application = start(mine, connection("secret", sandbox.clientSecret()))) {
            assertThat(mirrored(application)).containsExactly(mine, other);
        }
        try (var application = start(mine, connection("secret", "revoked"))) {
            assertThat(mirrored(application)).containsExactly(mine, other);
            assertThat(application
                            .jdbc()
                            .sql("select time_zone from tds.organizations where organization_id = ?")
                            .param(other)
                            .query(String.class)
                            .single())
                    .isEqualTo("Asia/Baghdad");
            assertThat(application.run("orders", mine, RunMode.FULL).outcome()).isEqualTo(Outcome.COMPLETED);
            RunFinished refused = application.run("orders", other, RunMode.FULL);
            assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refused.cause()).contains("client secret");
        }
        try (var application = start(mine)) {
            assertThat(mirrored(application))
                    .as("what is configured no more is mirrored no longer")
                    .containsExactly(mine);
        }
    }

    @Test
    void whatAnotherProcessHasConfiguredStaysMirroredAsLongAsThatProcessLives() {
        try (var both = start(mine, connection("secret", sandbox.clientSecret()))) {
            assertThat(both.run("orders", other, RunMode.FULL).outcome())
                    .as("the process has shown that it lives")
                    .isEqualTo(Outcome.COMPLETED);
            try (var one = start(mine)) {
                assertThat(mirrored(one)).as("what this process works for").containsExactly(mine);
                assertThat(one.bean(Organizations.class).all())
                        .extracting(Organization::organizationId)
                        .containsExactly(mine, other);
            }
        }
        try (var one = start(mine)) {
            assertThat(mirrored(one)).containsExactly(mine);
            assertThat(one.bean(Organizations.class).all())
                    .as("nobody has the other one configured any more")
                    .extracting(Organization::organizationId)
                    .containsExactly(mine);
        }
    }

    @Test
    void ifNoConnectionAnswersThatIsSaid() {
        String[] dead = {"tds.zoho.client-secret=revoked"};
        assertThatThrownBy(() -> start(mine, dead)).isInstanceOf(SourceFailure.Denied.class);
    }

    private RunningApplication start(String organization, String... more) {
        String[] settings = new String[more.length + 1];
        settings[0] = "tds.zoho.organizations=" + organization;
        System.arraycopy(more, 0, settings, 1, more.length);
        return RunningApplication.start(sandbox, database, settings);
    }

    private String[] connection(String key, String secret) {
        String prefix = "tds.zoho.connections.other.";
        return new String[] {
            prefix + "accounts-url=" + sandbox.accountsUrl(),
            prefix + "client-id=" + sandbox.clientId(),
            prefix + "client-" + key + "=" + secret,
            prefix + "refresh-token=" + sandbox.refreshToken() + (secret.equals("revoked") ? "x" : ""),
            prefix + "organizations=" + other
        };
    }

    private static List<String> mirrored(RunningApplication application) {
        return application.bean(OrganizationRefresh.class).refresh().stream()
                .map(Organization::organizationId)
                .toList();
    }
}
