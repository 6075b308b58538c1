package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Each number of schema reporting about synchronization, by rows of which the number is known. */
class KpisIntegrationTests {

    /** One transaction for each test: within it, now() stands still. */
    private static SingleConnectionDataSource connection;

    private static JdbcClient jdbc;

    @BeforeAll
    static void open() {
        connection = new SingleConnectionDataSource(TestDatabase.create().url(), true);
        connection.setAutoCommit(false);
        jdbc = JdbcClient.create(connection);
    }

    @AfterAll
    static void close() {
        connection.destroy();
    }

    @BeforeEach
    void twoJobsOfAnOrganization() {
        run("""
                insert into tds.organizations (organization_id, source, name, time_zone, currency_code, is_mirrored,
                  first_seen_at, synced_at)
                select id, 'zoho', id, 'Asia/Baghdad', 'IQD', id <> 'left', now(), now()
                from unnest(array['10', 'left']) as id;
                insert into etl.job_state (organization_id, job, every)
                select id, job, interval '5 minutes'
                from unnest(array['10', 'left']) as id cross join unnest(array['bills', 'stock']) as job
                """);
    }

    @AfterEach
    void forget() throws SQLException {
        connection.getConnection().rollback();
    }

    @Test
    void theSuccessRateIsThatOfRunsThatCompletedOrFailedInWholeHours() {
        ended("bills", "DELTA", "COMPLETED", "0 hours");
        ended("bills", "FULL", "COMPLETED", "1 hour");
        ended("bills", "DELTA", "FAILED", "1 hour");
        ended("bills", "DELTA", "PARKED", "0 hours");
        ended("bills", "REPLAY", "FAILED", "0 hours");
        ended("bills", "DELTA", "COMPLETED", "2 hours");
        ended("bills", "DELTA", "FAILED", "25 hours");
        ended("bills", "DELTA", "FAILED", "169 hours");

        assertThat(row("sync_success", "bills"))
                .containsEntry("runs_1h", "3")
                .containsEntry("ok_1h", "2")
                .containsEntry("runs_24h", "4")
                .containsEntry("runs_7d", "5")
                .containsEntry("ok_7d", "3");
        assertThat(row("sync_success", "bills").get("rate_24h")).startsWith("0.75");
        assertThat(row("sync_success", "stock")).containsEntry("runs_7d", "0").containsEntry("rate_7d", null);
        assertThat(row("sync_success", null)).containsEntry("runs_1h", "3");
    }

    @Test
    void whatIsKeptByHourIsWhatTheRunsSayHoweverTheyEndAndGoOn() {
        ended("bills", "DELTA", "COMPLETED", "0 hours");
        ended("bills", "DELTA", "FAILED", "0 hours");
        ended("bills", "FULL", "STOPPED", "30 hours");
        ended("stock", "DELTA", "PARKED", "1 hour");
        run("update etl.runs set outcome = 'ABANDONED' where outcome = 'STOPPED'");
        assertThat(byHour()).isEqualTo(ofRuns());
        run("update etl.runs set outcome = null, finished_at = null where outcome in ('FAILED', 'PARKED')");
        assertThat(byHour()).isEqualTo(ofRuns());
        run(
                "update etl.runs set outcome = 'COMPLETED', finished_at = now(), read = 200, calls = 9 where outcome is null");
        assertThat(byHour()).isEqualTo(ofRuns()).hasSize(3);
    }

    private static List<String> byHour() {
        return texts("""
                select concat_ws(' ', organization_id, job, mode, hour, outcome, runs, read, inserted, updated, unchanged,
                  duplicates, quarantined, deleted, calls, changed_since, seconds)
                from etl.runs_by_hour where runs <> 0 order by 1
                """);
    }

    private static List<String> ofRuns() {
        return texts("""
                select concat_ws(' ', organization_id, job, mode, date_trunc('hour', finished_at, 'UTC'), outcome, count(*),
                  sum(read), sum(inserted), sum(updated), sum(unchanged), sum(duplicates), sum(quarantined), sum(deleted),
                  sum(calls), coalesce(sum(inserted + updated) filter (where since is not null), 0),
                  sum(extract(epoch from finished_at - started_at))::double precision)
                from etl.runs where outcome is not null
                group by organization_id, job, mode, date_trunc('hour', finished_at, 'UTC'), outcome order by 1
                """);
    }

    @Test
    void rowsAreVerifiedThroughWhatWasComparedAndNothingElse() {
        ended("bills", "FULL", "COMPLETED", "1 hour");
        assertThat(row("sync_proof", "bills"))
                .as("a full import alone proves nothing")
                .containsEntry("verified_through", null)
                .containsEntry("age", null);
        run("""
                update etl.job_state set verified_through = now() - interval '3 hours', verification_held_by = 'a difference is open'
                where job = 'bills';
                insert into etl.differences (organization_id, job, table_name, source_id, field, found_by_run, since, repaired_at)
                values ('10', 'bills', 'bills', '1', 'total', 1, now(), null), ('10', 'bills', 'bills', '2', 'total', 1, now(), now())
                """);

        assertThat(row("sync_proof", "bills"))
                .containsEntry("age", "03:00:00")
                .containsEntry("held_by", "a difference is open")
                .containsEntry("differences", "1");
    }

    @Test
    void theDelayIsThatOfRowsOfTheLastHourThatWereNotNew() {
        assertThat(row("sync_delay", "bills")).containsEntry("changed", null).containsEntry("p50", null);
        run("update etl.job_state set tables = '{bills}' where job = 'bills'");
        for (int i = 1; i <= 20; i++) {
            bill("changed " + i, "30 days", "10 minutes", i + " seconds");
        }
        bill("new", "10 minutes", "20 minutes", "10 minutes");
        bill("old", "30 days", "3 hours", "1 hour");

        assertThat(row("sync_delay", "bills"))
                .containsEntry("changed", "20")
                .containsEntry("p50", "00:00:10.5")
                .containsEntry("p95", "00:00:19.05");
    }

    private static void bill(String id, String firstSeen, String modified, String took) {
        run("""
                insert into tds.bills (organization_id, source_id, source_modified_at, first_seen_at, synced_at, run_id,
                  payload_hash, fingerprint)
                values ('10', '%1$s', now() - interval '%3$s', now() - interval '%2$s', now() - interval '%3$s' + interval '%4$s',
                  1, '', '')
                """.formatted(id, firstSeen, modified, took));
    }

    @Test
    void webhooksTakeFromTheirArrivalUntilTheyAreWorkedOff() {
        for (int i = 1; i <= 20; i++) {
            delivery(
                    i, "now() - interval '10 minutes'", "now() - interval '10 minutes' + interval '" + i + " seconds'");
        }
        delivery(21, "now() - interval '3 hours'", "now() - interval '2 hours'");

        assertThat(row("sync_webhooks", "bills"))
                .containsEntry("worked_off", "20")
                .containsEntry("p50", "00:00:10.5")
                .containsEntry("p95", "00:00:19.05");
        assertThat(row("sync_webhooks", "stock"))
                .containsEntry("worked_off", "0")
                .containsEntry("p95", null);
    }

    private static void delivery(int id, String received, @Nullable String done) {
        run("""
                insert into etl.inbox (source, organization_id, job, entity, source_ids, content_type, query, body_hash,
                  received_at, last_received_at, due_at, done_at, cause)
                values ('zoho', '10', 'bills', 'bill', '{%1$s}', '', '', sha256('%1$s'), %2$s, %2$s,
                  case when %3$s is null then now() end, %3$s, case when %3$s is null then 'planted' end)
                """.formatted(id, received, done == null ? "null::timestamptz" : done));
    }

    @Test
    void theShareOfRecordsInQuarantineIsUnknownWhereFewWereRead() {
        ended("bills", "DELTA", "COMPLETED", "0 hours");
        ended("stock", "DELTA", "COMPLETED", "0 hours");
        run("update etl.runs_by_hour set read = 100, quarantined = 3 where job = 'bills'");
        run("update etl.runs_by_hour set read = 19, quarantined = 19 where job = 'stock'");

        assertThat(row("sync_records", "bills").get("share")).startsWith("0.03");
        assertThat(row("sync_records", "stock")).containsEntry("read", "19").containsEntry("share", null);
        assertThat(row("sync_records", null)).containsEntry("quarantined", "22");
    }

    @Test
    void callsThatFailedAreThoseWithoutAnAnswerToGoOnWith() {
        calls("0 hours", "delta", "found", 6);
        calls("1 hour", "delta", "gone", 1);
        calls("1 hour", "delta", "throttled", 3);
        calls("5 hours", "webhook", "unavailable", 10);
        calls("26 hours", "delta", "unavailable", 99);

        Map<String, String> delta = one("select * from reporting.sync_calls where purpose = 'delta'");
        assertThat(delta).containsEntry("calls_1h", "10").containsEntry("failed_1h", "3");
        assertThat(delta.get("error_share_1h")).startsWith("0.3");
        assertThat(Double.parseDouble(delta.get("seconds_each"))).isEqualTo(0.25);
        Map<String, String> all = one("select * from reporting.sync_calls where purpose is null");
        assertThat(all).containsEntry("calls_24h", "20").containsEntry("failed_24h", "13");
    }

    private static void calls(String ago, String purpose, String outcome, int calls) {
        run("""
                insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                values ('10', date_trunc('hour', now(), 'UTC') - interval '%s', 'books', '%s', '%s', %d, %d)
                """.formatted(ago, purpose, outcome, calls, calls * 250));
    }

    @Test
    void queuesSayHowMuchWaitsSinceWhenAndWhatFails() {
        run("""
                insert into etl.hydration (organization_id, job, source_id, queued_at, trouble)
                values ('10', 'bills', '1', now() - interval '2 hours', null), ('10', 'bills', '2', now(), 'FAILED');
                insert into etl.quarantine (organization_id, job, source_id, field, cause, payload, payload_hash, run_id,
                  first_seen_at, last_seen_at)
                values ('10', 'bills', '1', 'total', 'planted', '', '', 1, now(), now()),
                  ('10', 'bills details', '1', 'total', 'planted', '', '', 1, now() - interval '1 day', now());
                insert into etl.event_publication (id, listener_id, event_type, serialized_event, publication_date)
                values (gen_random_uuid(), '', '', '', now() - interval '1 minute');
                insert into etl.notifications (told_key, news, step, receiver, channel, told_with, told, created_at, due_at, state, attempts)
                values ('a', 'FIRING', 0, 'r', 'mail', '', '{}', now() - interval '3 minutes', now(), 'WAITING', 2),
                  ('b', 'FIRING', 0, 'r', 'mail', '', '{}', now() - interval '9 hours', now(), 'HELD', 0)
                """);
        delivery(1, "now() - interval '5 minutes'", null);

        assertThat(queue("bills", "documents")).isEqualTo("2 02:00:00 1");
        assertThat(queue("bills", "quarantine")).isEqualTo("2 24:00:00 2");
        assertThat(queue("bills", "webhooks")).isEqualTo("1 00:05:00 1");
        assertThat(queue("stock", "documents")).isEqualTo("0 0");
        assertThat(queue("", "events")).isEqualTo("1 00:01:00 0");
        assertThat(queue("", "notifications")).isEqualTo("1 00:03:00 1");
    }

    private static String queue(String job, String queue) {
        return texts("""
                select concat_ws(' ', depth, make_interval(secs => extract(epoch from now() - oldest)), failing)
                from reporting.sync_queues where job = '%s' and queue = '%s'
                """.formatted(job, queue)).get(0);
    }

    @Test
    void theQuotaIsEnoughOrNotByWhatIsNeededUntilItIsRenewed() {
        assertThat(quota()).containsEntry("remaining", null).containsEntry("forecast", null);
        run("""
                insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at, observed_at, paused_until, pause_reason)
                values ('10', 10000, 700, now() + interval '5 hours', now(), now() + interval '1 minute', 'code 45')
                """);
        run("insert into etl.quota_needs values ('10', 900, 500, now())");
        assertThat(quota())
                .containsEntry("used", "9300")
                .containsEntry("forecast", "-200")
                .containsEntry("is_paused", "t")
                .containsEntry("pause_reason", "code 45")
                .containsEntry("runs_out_at", null);
        calls("1 hour", "delta", "found", 1000);
        assertThat(quota().get("runs_out_at")).isNotNull();

        run("update etl.budgets set resets_at = now() - interval '1 hour', paused_until = now()");
        run("update etl.quota_needs set reckoned_at = now() - interval '11 minutes'");
        assertThat(quota())
                .as("a new day, and nobody has reckoned")
                .containsEntry("remaining", "10000")
                .containsEntry("is_paused", "f")
                .containsEntry("needed", null)
                .containsEntry("forecast", null);
    }

    private static Map<String, String> quota() {
        return one("select * from reporting.sync_quota");
    }

    @Test
    void creditsOfCrmAreShownWhereCrmIsAskedAndAreUnknownUntilItSaysThem() {
        assertThat(credits()).isEmpty();
        run("""
                insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, credits)
                values ('10', date_trunc('hour', now(), 'UTC'), 'crm', 'delta', 'found', 3, 4),
                  ('10', date_trunc('hour', now(), 'UTC') - interval '25 hours', 'crm', 'delta', 'found', 3, 4),
                  ('10', date_trunc('hour', now(), 'UTC'), 'books', 'delta', 'found', 3, 3)
                """);
        assertThat(credits()).containsExactly("4 - - f");

        run("""
                insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at, observed_at, is_rolling)
                values ('crm/10', 5000, 2400, now() + interval '1 hour', now(), true)
                """);
        assertThat(credits()).containsExactly("4 5000 2400 f");
        run("update etl.budgets set resets_at = now(), paused_until = now() + interval '1 hour'");
        assertThat(credits()).containsExactly("4 5000 - t");
    }

    private static List<String> credits() {
        return texts("""
                select concat_ws(' ', used_24h, coalesce(credits_limit::text, '-'), coalesce(remaining::text, '-'), is_paused)
                from reporting.sync_credits
                """);
    }

    @Test
    void aChangedRowCostsTheCallsOfSevenDays() {
        ended("bills", "DELTA", "COMPLETED", "1 hour");
        ended("bills", "FULL", "FAILED", "100 hours");
        ended("bills", "DELTA", "COMPLETED", "200 hours");

        assertThat(row("sync_cost", "bills")).containsEntry("calls", "8").containsEntry("changed", "12");
        assertThat(row("sync_cost", "stock")).containsEntry("calls_per_change", null);
    }

    @Test
    void rowsAndDocumentsAreThoseThatTheLastFullImportCounted() {
        assertThat(row("sync_counts", "bills")).containsEntry("share", null);
        assertThat(row("sync_documents", "bills")).containsEntry("share", null);
        run("update etl.job_state set listed = 200, rows_alive = 197, documents_complete = 50 where job = 'bills'");

        assertThat(row("sync_counts", "bills")).containsEntry("difference", "3");
        assertThat(row("sync_counts", "bills").get("share")).startsWith("0.015");
        assertThat(row("sync_documents", "bills").get("share")).startsWith("0.2538");
    }

    @Test
    void sumsThatDoNotTieAreNamedByIdAndWhatWaitsIsNotCompared() {
        invoice("ties", "30", "10", "20", "0", "10");
        invoice("no-lines", "30", "10", "20", "0", "10");
        run("delete from tds.invoice_lines where invoice_id = 'no-lines'");
        invoice("balance", "30", "10", "20", "5", "10");
        invoice("waits", "31", "10", "20", "0", "99");
        run(
                "insert into etl.hydration (organization_id, job, source_id, queued_at) values ('10', 'invoices', 'waits', now())");
        run("""
                insert into tds.stock (organization_id, source_id, item_id, location_id, stock_on_hand, first_seen_at, synced_at,
                  run_id, payload_hash, fingerprint)
                select '10', id || place, id, place, stock, now(), now(), 1, '', ''
                from (values ('a', '', 5), ('a', 'x', 3), ('a', 'y', 2), ('b', '', 5), ('b', 'x', 4)) as stock (id, place, stock);
                insert into tds.payments (organization_id, source_id, amount, first_seen_at, synced_at, run_id, payload_hash, fingerprint)
                values ('10', 'p', 10, now(), now(), 1, '', '');
                insert into tds.payment_allocations (organization_id, source_id, payment_id, invoice_id, amount_applied, first_seen_at,
                  synced_at, run_id, payload_hash)
                values ('10', 'p1', 'p', 'i', 6, now(), now(), 1, ''), ('10', 'p2', 'p', 'j', 6, now(), now(), 1, '')
                """);
        assertThat(texts("select check_name from reporting.sync_tie_outs")).isEmpty();
        texts("select etl.tie_out('10', now())::text");

        assertThat(
                        texts(
                                "select concat_ws(' ', check_name, checked, differences, examples) from reporting.sync_tie_outs order by 1"))
                .containsExactly(
                        "invoices-balance 3 1 {balance}",
                        "invoices-lines 3 1 {no-lines}",
                        "payments-allocations 1 1 {p}",
                        "stock-locations 2 1 {b}");
        assertThat(texts("""
                select table_name from information_schema.columns as document
                where table_schema = 'tds' and column_name = 'sub_total' and not exists (
                  select from pg_class where relnamespace = 'tds'::regnamespace
                    and relname = regexp_replace(document.table_name, 's$', '') || '_lines_parent')
                """)).as("documents whose lines nobody compares").isEmpty();
        run("delete from tds.payments");
        texts("select etl.tie_out('10', now() + interval '1 second')::text");
        assertThat(texts("select check_name from reporting.sync_tie_outs")).doesNotContain("payments-allocations");
    }

    @Test
    void whatACustomerOwesIsTheSumOfItsUnpaidInvoicesOnceTheseAreSeen() {
        run("""
                insert into etl.job_state (organization_id, job, tables, full_began_at, full_at) values
                  ('10', 'customers', '{customers,contact_persons}', now() - interval '1 hour', now() - interval '50 minutes'),
                  ('10', 'invoices', '{invoices}', null, null);
                insert into etl.watermarks values ('10', 'invoices', now() - interval '51 minutes', 1, now());
                insert into tds.customers (organization_id, source_id, contact_name, currency_code, outstanding_receivable_amount,
                  outstanding_ob_receivable_amount, first_seen_at, synced_at, run_id, payload_hash, fingerprint)
                select '10', id, id, 'IQD', owed, opening, now(), now(), 1, '', ''
                from (values ('ties', 30, 0), ('opening', 35, 5), ('none', 0, 0), ('differs', 31, 0), ('changed', 99, 0),
                  ('dollars', 99, 0), ('unknown', 99, null), ('paid', 7, 0)) as owing (id, owed, opening);
                insert into tds.invoices (organization_id, source_id, customer_id, currency_code, status, balance,
                  source_modified_at, deleted_at, first_seen_at, synced_at, run_id, payload_hash, fingerprint)
                select '10', customer || number, customer, currency, status, 10, now() - interval '1 minute' * minutes, deleted::timestamptz,
                  now(), now(), 1, '', ''
                from (values ('ties', 1, 'IQD', 'sent', 90, null), ('ties', 2, 'IQD', 'overdue', 90, null),
                  ('ties', 3, 'IQD', 'sent', 90, null), ('ties', 4, 'IQD', 'draft', 90, null),
                  ('ties', 5, 'IQD', 'sent', 90, now() - interval '2 hours'),
                  ('opening', 1, 'IQD', 'sent', 90, null), ('opening', 2, 'IQD', 'sent', 90, null),
                  ('opening', 3, 'IQD', 'sent', 90, null), ('differs', 1, 'IQD', 'sent', 90, null),
                  ('changed', 1, 'IQD', 'sent', 30, null), ('dollars', 1, 'USD', 'sent', 90, null),
                  ('unknown', 1, 'IQD', 'sent', 90, null), ('paid', 1, 'IQD', 'paid', 90, null))
                  as invoice (customer, number, currency, status, minutes, deleted);
                update tds.invoices set balance = 0 where customer_id = 'paid'
                """);
        String kept = "select concat_ws(' ', checked, differences, examples) from reporting.sync_tie_outs"
                + " where check_name = 'customers-outstanding'";
        texts("select etl.tie_out('10', now())::text");
        assertThat(texts(kept))
                .as("invoices are not seen through the end of the customers' list")
                .isEmpty();

        run("update etl.watermarks set seen_until = now() - interval '50 minutes' where job = 'invoices'");
        texts("select etl.tie_out('10', now())::text");
        assertThat(texts(kept)).containsExactly("5 2 {differs,paid}");
    }

    private static void invoice(String id, String total, String line, String line2, String paid, String balance) {
        run("""
                insert into tds.invoices (organization_id, source_id, status, sub_total, total, payment_made, credits_applied, balance,
                  detail_hash, first_seen_at, synced_at, run_id, payload_hash, fingerprint)
                values ('10', '%1$s', 'sent', 30, %2$s, 20 + %5$s, 0, %6$s, '', now(), now(), 1, '', '');
                insert into tds.invoice_lines (organization_id, source_id, invoice_id, item_total, first_seen_at, synced_at, run_id,
                  payload_hash)
                values ('10', '%1$s/1', '%1$s', %3$s, now(), now(), 1, ''), ('10', '%1$s/2', '%1$s', %4$s, now(), now(), 1, '')
                """.formatted(id, total, line, line2, paid, balance));
    }

    @Test
    void anOrganizationIsIdleSinceTheSourceLastAnswered() {
        assertThat(one("select * from reporting.sync_idle")).containsEntry("idle", null);
        run("""
                update etl.job_state set answered_at = now() - interval '31 minutes' where job = 'bills';
                update etl.job_state set answered_at = now() - interval '2 hours' where job = 'stock'
                """);

        assertThat(one("select * from reporting.sync_idle")).containsEntry("idle", "00:31:00");
    }

    @Test
    void aDeltaOverrunsWhenItUsuallyTakesLongerThanTheTimeBetweenTwo() {
        usual("bills", "DELTA", 3, 450);
        usual("stock", "DELTA", 2, 450);
        run("""
                insert into etl.skipped_fires (organization_id, job, mode, due_at, skipped_at, cause)
                values ('10', 'bills', 'DELTA', now() - interval '1 hour', now(), ''), ('10', 'bills', 'DELTA', now() - interval '2 days', now(), '')
                """);

        assertThat(row("sync_overruns", "bills")).containsEntry("ratio", "1.5").containsEntry("skipped_24h", "1");
        assertThat(row("sync_overruns", "stock")).containsEntry("ratio", null).containsEntry("skipped_24h", "0");
    }

    @Test
    void theNextRunCostsWhatNineLikeItCostAndNothingIsKnownOfFewerThanThree() {
        usual("bills", "FULL", 3, 60);
        usual("stock", "FULL", 2, 60);

        assertThat(row("sync_next_runs", "bills"))
                .containsEntry("calls", "8")
                .containsEntry("calls_deviation", "2")
                .containsEntry("takes", "00:01:00");
        assertThat(row("sync_next_runs", "stock")).containsEntry("calls", null).containsEntry("takes", null);
    }

    private static void usual(String job, String mode, int runs, int seconds) {
        run("insert into etl.usual_runs values ('10', '%s', '%s', %d, %d, 1, 8, 2)"
                .formatted(job, mode, runs, seconds));
    }

    @Test
    void aHandIsWhoeverAsksStopsOrGivesUpAndNotTheScheduleNorAWebhook() {
        ended("bills", "DELTA", "COMPLETED", "5 hours");
        run("update etl.job_state set hand_at = null");
        run("update etl.runs set asked_kind = 'SCHEDULE'");
        askedBy("WEBHOOK", "4 hours");
        askedBy("FIRST_IMPORT", "3 hours");
        assertThat(one("select * from reporting.sync_hands")).containsEntry("without", null);
        askedBy("PERSON", "2 hours");
        assertThat(one("select * from reporting.sync_hands")).containsEntry("without", "02:00:00");
        ended("bills", "FULL", "STOPPED", "0 hours");
        run("update etl.runs set outcome = 'ABANDONED' where outcome = 'STOPPED'");
        assertThat(one("select * from reporting.sync_hands")).containsEntry("without", "00:00:00");
    }

    private static void askedBy(String who, String ago) {
        run("""
                insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, started_at, finished_at, outcome)
                values ('bills', '10', 'DELTA', 'test', '%1$s', now() - interval '%2$s', now(), now(), now(), 'COMPLETED')
                """.formatted(who, ago));
    }

    /** Seen at the end of the fifth hour before this one, and again in the middle of the second; good for an hour each. */
    @Test
    void anHourIsFreshForAsLongAsWhatWasSeenIsNewEnoughAndUnknownBeforeAnythingWas() {
        run("update etl.job_state set freshness = interval '1 hour' where job = 'bills'");
        run("""
                insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at, finished_at, outcome)
                select 'bills', '10', 'DELTA', 'test', at, at, at, at, 'COMPLETED' from unnest(array[4.0, 1.5]) as hours,
                  lateral (select date_trunc('hour', now(), 'UTC') - hours * interval '1 hour' as at) as moment
                """);

        for (String view : List.of("sync_freshness_day", "sync_freshness_hourly")) {
            assertThat(texts("""
                            select (extract(epoch from date_trunc('hour', now(), 'UTC') - hour) / 3600)::int || ': '
                              || round(fresh_share, 2) || ' of ' || seconds_known::int
                            from reporting.%s where hour < date_trunc('hour', now(), 'UTC') order by hour
                            """.formatted(view)))
                    .as(view)
                    .containsExactly("4: 1.00 of 3600", "3: 0.00 of 3600", "2: 0.50 of 3600", "1: 0.50 of 3600");
        }
    }

    @Test
    void aListThatIsReadOnceAWeekIsKnownOfEachHourOfTheDay() {
        run("update etl.job_state set freshness = interval '8 days' where job = 'bills'");
        run("""
                insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at, finished_at, outcome)
                select 'bills', '10', 'FULL', 'test', at, at, at, at, 'COMPLETED'
                from (select now() - interval '6 days' as at) as moment
                """);

        assertThat(texts("select distinct fresh_share::int::text from reporting.sync_freshness_day"))
                .containsExactly("1");
        assertThat(texts("select hour::text from reporting.sync_freshness_day where seconds_known = 3600"))
                .hasSize(23);
    }

    @Test
    void aDayThatIsOverIsKeptOnceAndStaysKnownWhenItsRunsAreForgotten() {
        run("update etl.job_state set freshness = interval '1 hour' where job = 'bills'");
        run("""
                insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at, finished_at, outcome)
                select 'bills', '10', 'DELTA', 'test', at, at, at, at, 'COMPLETED' from unnest(array[71, 50, 49, 26, 1]) as hours,
                  lateral (select date_trunc('hour', now(), 'UTC') - hours * interval '1 hour' as at) as moment
                """);
        List<String> expected = texts("""
                        select day || ': ' || round(sum(fresh_share * seconds_known) / sum(seconds_known), 4)
                          || ' of ' || round(sum(seconds_known))
                        from (select (hour at time zone time_zone)::date as day, (now() at time zone time_zone)::date as today, *
                          from reporting.sync_freshness_hourly join tds.organizations using (organization_id)) as hourly
                        where day < today group by day order by day
                        """);
        assertThat(expected).hasSizeGreaterThan(1);

        assertThat(texts("select etl.keep_fresh_days(now())::text")).containsExactly("" + expected.size());
        assertThat(texts("select etl.keep_fresh_days(now())::text")).containsExactly("0");
        run("delete from etl.runs");
        assertThat(texts("""
                        select day || ': ' || round(fresh_share::numeric, 4) || ' of ' || round(seconds_known)
                        from reporting.sync_freshness_daily order by day
                        """)).isEqualTo(expected);
    }

    @Test
    void documentsAreSummedUpByMonthOnceAfterEachFullImport() {
        run("""
                insert into tds.invoices (organization_id, source_id, source_modified_at, first_seen_at, synced_at, run_id,
                  payload_hash, fingerprint, total, currency_code, date)
                select '10', id::text, now(), now(), now(), 1, sha256('a'), 'x', 100, 'IQD', date '2026-01-31' + id
                from generate_series(0, 2) as id
                """);
        assertThat(texts("select etl.keep_proof_by_month(now())::text")).containsExactly("0");
        ended("bills", "FULL", "COMPLETED", "1 hour");
        assertThat(texts("select etl.keep_proof_by_month(now())::text")).containsExactly("2");
        assertThat(texts("select etl.keep_proof_by_month(now())::text")).containsExactly("0");
        assertThat(texts("""
                        select concat_ws(' ', entity, job, month, currency_code, records_here, records_there, sum_here)
                        from reporting.sync_proof_monthly_kept order by month
                        """)).containsExactly("invoices 2026-01-01 IQD 1 0 100", "invoices 2026-02-01 IQD 2 0 200");
    }

    @Test
    void theLargestMovesOfADayAreThoseOfTheDocumentsThenAndOfTheRowsNow() {
        run("""
                insert into etl.payloads (organization_id, source_id, payload_hash, resource, payload, source_modified_at,
                  first_seen_at, run_id)
                select '10', id, sha256(convert_to(id || value, 'UTF8')), 'products', ('{"rate": ' || value || '}')::json, at, at, 1
                from (values ('1', 100, 2), ('1', 300, 0), ('2', 100, 2), ('2', 110, 0), ('3', 100, 2)) as seen (id, value, days),
                  lateral (select now() - days * interval '1 day' as at) as moment;
                insert into tds.products (organization_id, source_id, name, sku, rate, first_seen_at, synced_at, run_id,
                  payload_hash, fingerprint)
                select '10', id, 'Tea', 'T-' || id, rate, now(), now(), 1, sha256(convert_to(id || rate, 'UTF8')), 'x'
                from (values ('1', 300), ('2', 110), ('3', 100)) as row (id, rate);
                insert into etl.events (sequence, event_id, name, entity, organization_id, source_ids, changed_at, run_id,
                  published_at) values (1, gen_random_uuid(), 'ProductChanged', 'Product', '10', '{1,2,3}', now(), 1, now())
                """);
        assertThat(texts("select etl.keep_moves(now())::text")).containsExactly("2");
        assertThat(texts("select etl.keep_moves(now())::text")).containsExactly("2");
        assertThat(texts("""
                        select concat_ws(' ', kind, called, before, now, difference, round(share, 2)) from reporting.sync_moves
                        order by share desc
                        """)).containsExactly("price T-1 100 300 200 2.00", "price T-2 100 110 10 0.10");
    }

    @Test
    void whatWasLateIsKeptByHourAndStaysKnownWhenRowsAreWrittenAgain() {
        run("""
                update etl.job_state set tables = '{bills}' where job = 'bills';
                insert into tds.bills (organization_id, source_id, source_modified_at, first_seen_at, synced_at, run_id,
                  payload_hash, fingerprint)
                select '10', id::text, written - id * interval '20 seconds', now() - interval '9 days', written, 1, sha256('a'), 'x'
                from generate_series(1, 3) as id,
                  lateral (select date_trunc('hour', now(), 'UTC') - interval '2 hours' as written) as moment
                """);
        assertThat(texts("select etl.keep_late_hours(now())::text")).containsExactly("2");
        run("update tds.bills set synced_at = now(), source_modified_at = now()");
        assertThat(texts("select etl.keep_late_hours(now())::text")).containsExactly("0");
        assertThat(texts("""
                        select concat_ws(' ', changes, late, because_of_no_webhook, because_of_queue)
                        from reporting.sync_late_by_weekday
                        """)).containsExactly("3 2 2 0");
    }

    @Test
    void noNumberSumsUpTheRunsThemselves() {
        for (String view : SyncViews.askedOften(jdbc)) {
            if (!view.equals("sync_running")) {
                assertThat(plan(view)).as(view).doesNotContainPattern("etl\\.runs\\b");
            }
        }
    }

    @Test
    void whatRunsNowIsFoundByAnIndexOfThoseThatAreNotOver() {
        run("set local enable_seqscan = off");

        assertThat(plan("sync_running")).containsPattern("using runs_(one_live|waiting) on etl\\.runs");
        ended("bills", "FULL", "COMPLETED", "0 hours");
        run("update etl.runs set outcome = null, finished_at = null");
        assertThat(one("select * from reporting.sync_running"))
                .containsEntry("running", "0")
                .containsEntry("waiting", "1");
        run("update etl.runs set execution_began_at = now()");
        assertThat(one("select * from reporting.sync_running"))
                .containsEntry("running", "1")
                .containsEntry("waiting", "0");
    }

    private static String plan(String view) {
        return String.join("\n", texts("explain (verbose) select * from reporting." + view));
    }

    @Test
    void aConnectionIsWellIfItGotItsLastToken() {
        run("""
                insert into etl.connections (connection, refreshed_at, refusal)
                values ('well', now(), null), ('refused', now(), 'invalid_code'), ('new', null, null)
                """);

        assertThat(texts("select connection || ' ' || is_ok from reporting.sync_connections order by 1"))
                .containsExactly("new false", "refused false", "well true");
    }

    @Test
    void aNodeLivesWhileItHoldsItsLock() {
        run(
                "insert into etl.nodes (node_id, name, serves, began_at) values (4294967297, 'a/1', true, now()), (5, 'b/2', true, now())");
        texts("select pg_advisory_xact_lock(4294967297)::text");

        assertThat(texts("select name || ' ' || lives from reporting.sync_nodes order by 1"))
                .containsExactly("a/1 true", "b/2 false");
    }

    @Test
    void everyNumberIsExplained() {
        assertThat(SyncViews.all(jdbc)).hasSizeGreaterThan(15);
        assertThat(texts("""
                select view.relname || '.' || attname from pg_attribute join pg_class as view on view.oid = attrelid
                where relnamespace = 'reporting'::regnamespace and relname like 'sync%' and relname <> 'sync_alarms' and attnum > 0
                  and attname not in ('organization_id', 'job', 'organization', 'last_run_id', 'last_ended_at', 'last_outcome',
                    'failing_since')
                  and col_description(attrelid, attnum) is null
                """)).isEmpty();
    }

    /** Ten minutes into an hour so long ago, at most now. It wrote six rows, with four calls. */
    private static void ended(String job, String mode, String outcome, String ago) {
        run("""
                insert into etl.runs (job, organization_id, mode, asked_by, asked_at, since, until, started_at, finished_at,
                  outcome, cause, read, inserted, updated, deleted, calls)
                values ('%1$s', '10', '%2$s', 'test', now() - interval '%4$s', now(), now(),
                  now() - interval '%4$s' - interval '30 seconds', now() - interval '%4$s', '%3$s',
                  case when '%3$s' = 'FAILED' then 'planted' end, 100, 3, 2, 1, 4)
                """.formatted(job, mode, outcome, ago));
    }

    private static Map<String, String> row(String view, @Nullable String job) {
        return one("select * from reporting." + view + " where organization_id = '10' and job "
                + (job == null ? "is null" : "= '" + job + "'"));
    }

    private static Map<String, String> one(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> {
                    Map<String, String> texts = new java.util.HashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        texts.put(row.getMetaData().getColumnName(i), row.getString(i));
                    }
                    return texts;
                })
                .single();
    }

    private static List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static void run(String sql) {
        jdbc.sql(sql).update();
    }
}
