package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a large module of CRM costs. */
@Tag("long")
class CrmSizeIntegrationTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));

    @Test
    void twelveThousandContactsWithAHundredAndTwentyFieldsAreReadByTokensAndAsOneFile() {
        try (var sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.tiny()), clock)) {
            var company = sandbox.company(sandbox.organizationIds().get(0));
            for (int i = company.row("crm/contacts", company.ids("crm/contacts").get(0))
                            .size();
                    i < 120;
                    i++) {
                company.defineField("crm/contacts", "Field_" + i, "text");
            }
            company.createMany(
                    "crm/contacts", 12_000 - company.ids("crm/contacts").size());
            clock.advance(Duration.ofHours(2));

            imported(sandbox, company, "by tokens", "0");
            assertThat(pages(sandbox))
                    .as("60 pages, each in three portions of fields")
                    .isEqualTo(180);
            assertThat(credits(sandbox)).isLessThanOrEqualTo(182);

            imported(sandbox, company, "as one file", "10000");
            assertThat(pages(sandbox)).isZero();
            assertThat(credits(sandbox)).isLessThanOrEqualTo(60);
        }
    }

    private void imported(Sandbox sandbox, Company company, String how, String bulkFrom) {
        String organization = company.organizationId();
        try (var application = RunningApplication.start(
                sandbox,
                TestDatabase.create(),
                clock,
                "tds.zoho.crm-organizations=" + organization,
                "tds.zoho.crm-bulk-from=" + bulkFrom)) {
            sandbox.calls().clear();
            long begin = System.nanoTime();

            RunFinished full = application.run("crm-contacts", organization, RunMode.FULL);

            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            System.out.println("12,000 contacts with 120 fields " + how + ": "
                    + sandbox.calls().count() + " calls, " + credits(sandbox) + " credits, " + full.counts() + ", "
                    + seconds + " s");
            assertThat(full.counts().read()).isEqualTo(12_000);
            assertThat(full.counts().addUp()).isTrue();
            if (bulkFrom.equals("0")) {
                new MirrorComparison(application.jdbc(), company)
                        .assertEqual("crm_contacts", "crm/contacts", "id", row -> true, 3);
            }
            assertThat(application
                            .jdbc()
                            .sql("select count(*) from tds.crm_contacts where deleted_at is null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(12_000);
        }
    }

    private static long credits(Sandbox sandbox) {
        return sandbox.calls().all().stream()
                .filter(it -> it.path().startsWith("/crm/"))
                .mapToLong(it -> it.method().equals("POST") ? 50 : 1)
                .sum();
    }

    private static long pages(Sandbox sandbox) {
        return sandbox.calls().all().stream()
                .filter(it -> it.path().equals("/crm/v8/Contacts"))
                .count();
    }
}
