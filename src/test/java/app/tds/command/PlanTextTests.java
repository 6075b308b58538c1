package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.Organization;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.source.Allowance;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTextTests {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T21:00:00Z");
    private static final Organization RAFIDAIN =
            new Organization("10", "zoho", "Rafidain", ZoneId.of("Asia/Baghdad"), "IQD", "en", "STANDARD");
    private static final JobPlan INVOICES = new JobPlan(
            "invoices",
            20_000L,
            100,
            388,
            20_000,
            20_000,
            12_345,
            12_345,
            Instant.parse("2026-03-11T10:02:00Z"),
            Instant.parse("2026-03-17T10:02:00Z"));
    private static final JobPlan STOCK = new JobPlan("stock", 2_200L, 11, 1_595, 2_200, 22, 0, 0, null, MIDNIGHT);

    @Test
    void everyJobHasALineAndTheEndIsInTheOrganizationsTime() {
        var lines = new PlanText(plan(2_000, INVOICES, STOCK), Wide.NO).lines(List.of("invoices", "stock"));

        assertThat(String.join("\n", lines)).isEqualTo("""
                Organization 10, Rafidain: 2,000 calls a day, of which 1,700 are for lists and 1,400 for documents; 1,900 are left until 2026-03-03 00:00:00 +03:00.

                job       records  list calls  calls/day  waiting  complete by
                -------------------------------------------------------------------
                invoices   20,000         100        388   12,345  2026-03-11 13:02
                stock       2,200          11      1,595        0
                -------------------------------------------------------------------
                all        22,200         111      1,983   12,345

                A full import: 111 calls, about 2 min.
                Its complete documents: 20,022 calls; begun now, complete by about 2026-03-17 13:02:00 +03:00.
                The schedule's lists take 1,983 calls a day, and only 1,700 are theirs: let the costliest run less often (schedule.delta in jobs/), or book more calls.
                """);
    }

    @Test
    void onlyTheJobsAskedForAreShown() {
        var lines = new PlanText(plan(10_000, INVOICES, STOCK), Wide.NO).lines(List.of("stock"));
        assertThat(lines).noneMatch(line -> line.startsWith("invoices")).anyMatch(line -> line.startsWith("stock"));
        assertThat(lines).noneMatch(line -> line.startsWith("The schedule's lists"));
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        var unread = new JobPlan("invoices", null, 0, 289, 0, 0, 0, 0, null, null);
        var plan = new Plan(RAFIDAIN, null, null, 0, List.of(unread));
        assertThat(new PlanText(plan, Wide.NO).lines(List.of("invoices")))
                .anyMatch(line -> line.contains("is known after the first one"))
                .anyMatch(line -> line.matches("invoices +unknown .*"))
                .noneMatch(line -> line.startsWith("Its complete documents"));
    }

    @Test
    void callsOfProofsAreNamedWhereThereAreAny() {
        Plan without = plan(10_000, INVOICES);
        assertThat(new PlanText(without, Wide.NO).lines(List.of("invoices")))
                .noneMatch(line -> line.startsWith("Proofs"));
        var with = new Plan(RAFIDAIN, without.lists(), without.documents(), 1_226, without.jobs());
        assertThat(new PlanText(with, Wide.NO).lines(List.of("invoices")))
                .contains("Proofs that ask the source: about 1,226 calls a day while nothing differs.");
    }

    private static Plan plan(long perDay, @Nullable JobPlan... jobs) {
        return new Plan(
                RAFIDAIN,
                new Allowance(perDay, perDay * 15 / 100, 1_900, MIDNIGHT, 90),
                new Allowance(perDay, perDay * 30 / 100, 1_900, MIDNIGHT, 90),
                0,
                List.of(jobs));
    }
}
