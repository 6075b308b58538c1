package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.MirrorComparison;
import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that answers wrongly is found out, or does no harm; no time is claimed that is not true. */
class WrongAnswersIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(5, 5, 30, 2, 2);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(Collections.nCopies(12, size).toArray(CompanySize[]::new)),
                clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void everythingIsThere() {
        sandbox.faults().clear();
        application.jdbc().sql("truncate etl.differences").update();
        company = sandbox.company(sandbox.organizationIds().get(next++));
        run(RunMode.FULL);
        run(RunMode.DELTA);
        run(RunMode.DELTA);
        clock.advance(Duration.ofMinutes(10));
        assertThat(run(RunMode.DELTA).run().until()).isEqualTo(verified());
        run(RunMode.COMPARE);
    }

    @Test
    void aFullImportWhosePageLosesARowLosesNoRow() {
        String id = company.ids("invoices").get(7);
        sandbox.faults().on(INVOICES).always().losesRow(id);

        RunFinished full = run(RunMode.FULL);

        assertThat(full.counts().deleted()).isZero();
        assertThat(full.counts().read()).isEqualTo(29);
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        assertThat(verified()).isEqualTo(full.run().until());
    }

    @Test
    void aChangeThatItsPageLosesIsFoundWithinTheHourByCountAndSums() {
        String id = company.ids("invoices").get(7);
        company.edit("invoices", id, Map.of("total", new BigDecimal("4711.50"), "balance", new BigDecimal("4711.50")));
        loseFor(id);
        Instant claimed = verified();

        run(RunMode.COMPARE);

        assertThat(differences()).contains(id + " total", id + " balance").allMatch(found -> found.startsWith(id));
        run(RunMode.DELTA);
        assertThat(verified()).as("T stands still").isEqualTo(claimed);
        Repairing.all(application);
        assertThat(differences()).isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        clock.advance(Duration.ofMinutes(1));
        run(RunMode.DELTA);
        assertThat(verified()).isAfter(claimed);
    }

    @Test
    void aChangeThatItsPageLosesAndThatMovesNoSumIsFoundByTheNextFullImport() {
        String id = company.ids("invoices").get(7);
        company.edit("invoices", id, Map.of("reference_number", "PO-4711"));
        loseFor(id);

        run(RunMode.FULL);
        run(RunMode.DELTA);

        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    /** Of one page, a later change is read. So the change before it is older than what any delta asks for again. */
    private void loseFor(String id) {
        clock.advance(Duration.ofMinutes(6));
        company.edit("invoices", company.ids("invoices").get(9), Map.of("notes", "gate 4"));
        sandbox.faults().on(INVOICES).losesRow(id);
        assertThat(run(RunMode.DELTA).counts().updated()).isOne();
        clock.advance(Duration.ofMinutes(20));
        assertThat(run(RunMode.DELTA).counts().updated()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 600, 3600})
    void nothingIsVerifiedWhileADocumentLagsBehindItsListRow(int seconds) {
        String id = company.ids("invoices").get(7);
        Instant before = verified();
        clock.advance(Duration.ofSeconds(1));
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "gate 4", "reference_number", "PO-4711"));
        Instant changed = clock.instant();
        for (int passed = 0; passed < seconds; passed += Math.max(5, seconds / 6)) {
            run(RunMode.DELTA);
            run(RunMode.VERIFY);
            assertThat(verified()).as("after %s s", passed).isEqualTo(before).isBefore(changed);
            assertThat(heldBy()).isEqualTo("1 complete document has still to be fetched");
            clock.advance(Duration.ofSeconds(Math.max(5, seconds / 6)));
        }
        assertThat(differences()).as("nothing is said to be wrong").isEmpty();
        company.catchUp();
        // A document that lagged is asked for later and later.
        clock.advance(Duration.ofMinutes(64));

        RunFinished delta = run(RunMode.DELTA);

        assertThat(verified()).isEqualTo(delta.run().until()).isAfter(changed);
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void anAmountWhoseStampDoesNotMoveIsFoundWithinTheHourAndAFieldByTheNextFullImport() {
        String amount = company.ids("invoices").get(7);
        String field = company.ids("invoices").get(8);
        company.editSilently("invoices", amount, Map.of("total", new BigDecimal("4711.50")));
        company.editSilently("invoices", field, Map.of("reference_number", "PO-4711"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(run(RunMode.DELTA).counts().updated())
                .as("no delta shows it")
                .isZero();

        run(RunMode.COMPARE);

        assertThat(differences()).containsExactly(amount + " total");
        Repairing.all(application);
        assertThat(differences()).isEmpty();
        run(RunMode.FULL);
        run(RunMode.DELTA);
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        assertThat(verified()).isEqualTo(seenUntil());
    }

    @Test
    void nothingIsVerifiedWhileARecordIsInQuarantine() {
        String id = company.ids("invoices").get(7);
        Instant before = verified();
        BigDecimal total = company.row("invoices", id).path("total").decimalValue();
        company.poison("invoices", id, Map.of("total", "much"));
        company.edit("invoices", id, Map.of("reference_number", "PO-4711"));
        clock.advance(Duration.ofMinutes(1));

        run(RunMode.DELTA);
        run(RunMode.VERIFY);

        assertThat(verified()).isEqualTo(before);
        assertThat(heldBy()).isEqualTo("1 record is in quarantine");
        company.poison("invoices", id, Map.of("total", total));
        company.edit("invoices", id, Map.of("reference_number", "PO-4712"));
        clock.advance(Duration.ofMinutes(1));
        run(RunMode.DELTA);
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(RunMode.DELTA).run().until()).isEqualTo(verified());
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aMarkOfDeletionThatNoRunHasMadeIsTakenBackByTheNextFullImportAtTheLatest() {
        for (Duration after : List.of(Duration.ofSeconds(1), Duration.ofHours(1))) {
            run(RunMode.FULL);
            application
                    .jdbc()
                    .sql("update tds.invoices set deleted_at = ? where organization_id = ? and source_id = ?")
                    .params(
                            Timestamp.from(clock.instant().plus(after)),
                            company.organizationId(),
                            company.ids("invoices").get(7))
                    .update();
            clock.advance(Duration.ofHours(2));

            run(RunMode.FULL);

            new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        }
    }

    @Test
    void aWindowThatWasNotComparedHoldsUntilAFullImportHasCompared() {
        Instant before = verified();
        application
                .jdbc()
                .sql("update etl.job_state set compared_through = compared_through - interval '1 hour'"
                        + " where organization_id = ? and job = 'invoices'")
                .param(company.organizationId())
                .update();
        clock.advance(Duration.ofMinutes(1));
        company.edit("invoices", company.ids("invoices").get(7), Map.of("reference_number", "PO-4711"));
        clock.advance(Duration.ofMinutes(1));

        run(RunMode.DELTA);
        run(RunMode.VERIFY);

        assertThat(verified()).isEqualTo(before);
        assertThat(heldBy()).endsWith("was not compared from there on: a full import closes the gap");
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(RunMode.FULL).run().until()).isEqualTo(verified());
    }

    private static RunFinished finished(LaunchRequest request) {
        RunFinished finished = application.launch(request).join();
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private RunFinished run(RunMode mode) {
        return finished(new LaunchRequest("invoices", company.organizationId(), mode, AskedBy.person("test")));
    }

    private Instant verified() {
        return instant("verified_through");
    }

    private Instant seenUntil() {
        return instant("seen_until");
    }

    private Instant instant(String column) {
        return application
                .jdbc()
                .sql("select " + column + " from etl.job_state join etl.watermarks using (organization_id, job)"
                        + " where organization_id = ? and job = 'invoices'")
                .param(company.organizationId())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private String heldBy() {
        return application
                .jdbc()
                .sql("select verification_held_by from etl.job_state where organization_id = ? and job = 'invoices'")
                .param(company.organizationId())
                .query(String.class)
                .single();
    }

    private List<String> differences() {
        return application
                .jdbc()
                .sql("select source_id || ' ' || field from etl.differences where organization_id = ?"
                        + " and repaired_at is null order by 1")
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
