package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a large module of CRM costs. */
class CrmSizeIntegrationTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));

    @Test
    void twelveThousandContactsWithAHundredAndTwentyFieldsAreReadByTokens() {
        try (var sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.tiny()), clock);
                var application = RunningApplication.start(
                        sandbox,
                        TestDatabase.create(),
                        clock,
                        "tds.zoho.crm-organizations="
                                + sandbox.organizationIds().get(0))) {
            String organization = sandbox.organizationIds().get(0);
            var company = sandbox.company(organization);
            for (int i = company.row("crm/contacts", company.ids("crm/contacts").get(0))
                            .size();
                    i < 120;
                    i++) {
                company.defineField("crm/contacts", "Field_" + i, "text");
            }
            company.createMany(
                    "crm/contacts", 12_000 - company.ids("crm/contacts").size());
            clock.advance(Duration.ofHours(2));
            sandbox.calls().clear();
            long begin = System.nanoTime();

            RunFinished full = application.run("crm-contacts", organization, RunMode.FULL);

            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            System.out.println("12,000 contacts with 120 fields by tokens: " + pages(sandbox) + " pages, "
                    + sandbox.calls().count() + " credits, " + full.counts() + ", " + seconds + " s");
            assertThat(full.counts().read()).isEqualTo(12_000);
            assertThat(pages(sandbox))
                    .as("60 pages, each in three portions of fields")
                    .isEqualTo(180);
            assertThat(sandbox.calls().count()).isLessThanOrEqualTo(182);
            new MirrorComparison(application.jdbc(), company)
                    .assertEqual("crm_contacts", "crm/contacts", "id", row -> true, 3);
        }
    }

    private static long pages(Sandbox sandbox) {
        return sandbox.calls().all().stream()
                .filter(it -> it.path().equals("/crm/v8/Contacts"))
                .count();
    }
}
