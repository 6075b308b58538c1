package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.Sha256;
import app.tds.TestDatabase;
import app.tds.alarm.Watches;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import app.tds.webhook.Deliveries.OfJob;
import app.tds.webhook.Deliveries.State;
import app.tds.zoho.Logged;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks that do not come, are refused or cannot be worked off, and what is done about it. */
class DeliveryWatchIntegrationTests {

    private static final String BASE = "/api/v1/tds/webhooks/zoho";
    private static final String SECRET = "healthwebhooksecret";
    private static final String ALARMS = "(select * from etl.alarms where kind like 'webhooks-%') as alarm";
    private static final String ASKED =
            "select run_id from etl.runs where asked_by = 'webhook recovery' order by run_id";
    private static final ZoneId ZONE = ZoneId.of("Asia/Baghdad");
    /** A Wednesday; there, it is 13:20. */
    private static final Instant START = Instant.parse("2026-06-03T10:20:00Z");

    private static final SettableClock clock = new SettableClock(START);
    private static final HttpClient http = HttpClient.newHttpClient();

    private static Sandbox sandbox;
    private static ServingApplication application;
    private static Company company;
    private static String organization;
    private static JdbcClient jdbc;
    private static int tests;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(10, 5, 10, 5, 5)), clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        organization = company.organizationId();
        application = ServingApplication.start(
                sandbox,
                TestDatabase.create(),
                clock,
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.secrets." + organization + "=" + SECRET,
                "tds.webhooks.per-day=30",
                "tds.webhooks.attempts=2");
        application.bean(OrganizationRefresh.class).refresh();
        jdbc = application.bean(JdbcClient.class);
        jdbc.sql("update tds.organizations set time_zone = '" + ZONE + "'").update();
        run("invoices");
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void clean() {
        sandbox.faults().clear();
        company.webhooks().clear();
        clock.advance(Duration.between(clock.instant(), START.plus(Duration.ofDays(70 * ++tests))));
        jdbc.sql("truncate etl.inbox, etl.deliveries_by_hour, etl.alarms, etl.webhook_recoveries")
                .update();
        jdbc.sql("update etl.runs set asked_by = 'earlier' where asked_by = 'webhook recovery'")
                .update();
        look();
    }

    @Test
    void whatTheInboxForgetsIsCountedByHour() {
        String body = "{\"invoice\":{\"invoice_id\":\"1\"}}";
        post("/invoices", body, SECRET);
        post("/invoices", body, SECRET);
        clock.advance(Duration.ofSeconds(61));
        post("/invoices", body.replace("1", "2"), SECRET);
        post("/bills", body, "another1another1");
        post("/" + organization + "/bills", body, "another1another1");
        post("/4711/bills", body, "another1another1");
        post("", "{\"cattle\":1}", SECRET);
        assertThat(rows("select sum(refused)::text from etl.deliveries_by_hour"))
                .containsExactly("0");
        look();
        clock.advance(Duration.ofHours(1));
        post("/invoices", body, SECRET);
        look();

        assertThat(rows("select concat_ws(' ', hour at time zone 'UTC', nullif(organization_id, ''), nullif(job, ''),"
                        + " accepted, refused, minutes) from etl.deliveries_by_hour order by hour,"
                        + " organization_id, job"))
                .map(row -> row.replace(organization, "ours").replaceAll("^[0-9-]+ ", ""))
                .containsExactly(
                        "10:00:00 bills 0 1 0",
                        "10:00:00 ours 1 0 1",
                        "10:00:00 ours bills 0 2 0",
                        "10:00:00 ours invoices 3 0 2",
                        "11:00:00 ours invoices 1 0 1");
        assertThat(state().today()).isEqualTo(5);
        assertThat(job("invoices").last()).isEqualTo(clock.instant());
    }

    @Test
    void aDroppedDeliveryIsReadByADeltaOfItsOwnAsSoonAsTheSilenceIsNoticed() {
        usually(30);
        company.webhooks().add("invoices", application.address(BASE + "/invoices"), SECRET, Webhooks.Body.JSON);
        String id = company.ids("invoices").get(0);
        edit(id, "first");
        drain();
        company.webhooks().unreliable(1, 0, false, 1);
        clock.advance(Duration.ofMinutes(10));
        edit(id, "dropped");
        look();
        assertThat(rows(ASKED)).as("ten minutes are not long").isEmpty();

        clock.advance(Duration.ofMinutes(11));
        try (Logged logged = new Logged()) {
            look();
            look();
            assertThat(logged.lines())
                    .filteredOn(line -> line.contains("none has come since"))
                    .hasSize(1);
        }

        List<String> asked = rows(ASKED);
        assertThat(asked).hasSize(1);
        assertThat(rows("select kind || ' ' || job || ' ' || run_id from " + ALARMS
                        + " natural join etl.webhook_recoveries" + " where ended_at is null"))
                .containsExactly("webhooks-silent invoices " + asked.get(0));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows("select outcome || mode from etl.runs where run_id = " + asked.get(0))
                        .equals(List.of("COMPLETEDDELTA")));
        assertThat(rows("select reference_number from tds.invoices where source_id = '" + id + "'"))
                .containsExactly("dropped");
        assertThat(value("tds.webhooks.missed", "entity", "invoices")).isCloseTo(10.5, within(0.1));
        assertThat(application.get("/actuator/health", "").body()).contains("DEGRADED");
        assertThat(application.get("/actuator/health", "").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health/liveness", "").body()).contains("UP");
    }

    @Test
    void thereIsOneRunForASilenceAndAnotherWhenItLastsOrComesAgain() {
        usually(30);
        deliver("1");
        clock.advance(Duration.ofMinutes(25));
        look();
        awaitRuns(1);
        clock.advance(DeliveryUpkeep.PAUSE.minusMinutes(1));
        look();
        awaitRuns(1);
        clock.advance(Duration.ofMinutes(1));
        look();
        awaitRuns(2);

        deliver("2");
        try (Logged logged = new Logged()) {
            look();
            assertThat(logged.lines())
                    .anyMatch(line -> line.endsWith(
                            "is over after 14400 s: webhooks-silent invoices of organization " + organization));
        }
        assertThat(rows("select kind from " + ALARMS + " where ended_at is null"))
                .isEmpty();
        look();
        awaitRuns(2);

        clock.advance(Duration.ofMinutes(25));
        look();
        awaitRuns(3);
        assertThat(rows("select count(*)::text from " + ALARMS)).containsExactly("2");
    }

    @Test
    void whileARunIsInTheWayTheExtraOneIsAskedForAgain() {
        usually(30);
        deliver("1");
        clock.advance(Duration.ofMinutes(25));
        sandbox.faults().on("/books/v3/invoices").hang();
        var full = application
                .bean(Launcher.class)
                .launch(new LaunchRequest("invoices", organization, RunMode.FULL, AskedBy.person("test")))
                .finished();
        await().until(() -> sandbox.faults().hanging() == 1);
        look();
        assertThat(rows(ASKED)).isEmpty();
        sandbox.faults().release();
        full.join();
        clock.advance(Duration.ofMinutes(1));
        look();

        awaitRuns(1);
    }

    @Test
    void overWeeksOfDeliveriesOnlyASilenceOfWorkingHoursIsOne() {
        // Every ten minutes from nine to five, but on Fridays.
        LocalDateTime begin =
                LocalDateTime.ofInstant(clock.instant(), ZONE).toLocalDate().atTime(9, 0);
        LocalDateTime silentFrom = begin.plusDays(32).withHour(12);
        assertThat(silentFrom.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        LocalDateTime noticed = null;
        for (LocalDateTime time = begin; noticed == null; time = time.plusMinutes(10)) {
            clock.advance(Duration.between(clock.instant(), time.atZone(ZONE)));
            boolean open = time.getDayOfWeek() != DayOfWeek.FRIDAY && time.getHour() >= 9 && time.getHour() < 17;
            if (open && time.isBefore(silentFrom)) {
                application.bean(Inbox.class).store(List.of(delivery("invoices", "" + time)));
            }
            if (time.getMinute() == 0 || !time.isBefore(silentFrom)) {
                look();
                noticed = rows("select kind from " + ALARMS + " where kind = 'webhooks-silent'")
                                .isEmpty()
                        ? null
                        : time;
            }
        }
        awaitRuns(1);

        assertThat(noticed).isEqualTo(silentFrom.plusMinutes(90));
    }

    @Test
    void noJobIsSilentThatNeverHadAWebhookOrHasTooFew() {
        clock.advance(Duration.ofDays(9));
        deliver("1");
        clock.advance(Duration.ofDays(40));
        look();

        assertThat(rows("select kind from " + ALARMS)).isEmpty();
        assertThat(job("bills").last()).isNull();
        assertThat(job("bills").usualGap()).isNull();
    }

    @Test
    void whatStrangersForgeIsCountedAndRaisesNoAlarmAndStartsNothing() {
        String body = "{\"invoice\":{\"invoice_id\":\"1\"}}";
        for (int i = 0; i < 20; i++) {
            post("/invoices", body, "another1another1");
            post("/bills", body, "another1another1");
            post("", body, "another1another1");
        }
        look();

        assertThat(rows("select kind from " + ALARMS)).isEmpty();
        assertThat(rows("select run_id::text from etl.runs where asked_by = 'webhook recovery'"))
                .isEmpty();
        assertThat(job("invoices").refused()).isEqualTo(20);
        assertThat(value("tds.webhooks.refused.ratio", "entity", "invoices")).isEqualTo(1);
    }

    @Test
    void whereManyAreRefusedAndTheUsualOnesDoNotComeThereIsAnAlarm() {
        jdbc.sql("""
                        insert into etl.deliveries_by_hour (organization_id, job, hour, accepted, minutes, last_at)
                        select :organization, 'invoices', hour, 1, 6, least(hour + interval '50 minutes', :now)
                        from generate_series(date_trunc('hour', :now::timestamptz, 'UTC') - interval '22 days',
                          date_trunc('hour', :now::timestamptz, 'UTC'), interval '1 hour') as hour
                        """)
                .param("organization", company.organizationId())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        String body = "{\"invoice\":{\"invoice_id\":\"1\"}}";
        for (int i = 0; i < 10; i++) {
            post("/invoices", body, "another1another1");
            post("", body, "another1another1");
        }
        look();
        assertThat(rows("select kind from " + ALARMS)).isEmpty();

        clock.advance(Duration.ofMinutes(55));
        look();

        assertThat(rows("select kind || job from " + ALARMS + " where ended_at is null order by job"))
                .containsExactly("webhooks-refused", "webhooks-refusedinvoices");
        assertThat(rows("select run_id::text from etl.runs where asked_by = 'webhook recovery'"))
                .isEmpty();
        clock.advance(Duration.ofHours(2));
        look();
        assertThat(rows("select kind || job from " + ALARMS + " where ended_at is null"))
                .containsExactly("webhooks-silentinvoices");
        awaitRuns(1);
    }

    @Test
    void whatCannotBeWorkedOffIsAnAlarm() {
        String id = company.ids("invoices").get(1);
        sandbox.faults().on("/books/v3/invoices/" + id).always().status(500, 1000);
        deliver(id);
        drain();
        clock.advance(Duration.ofSeconds(11));
        look();
        assertThat(rows("select kind from " + ALARMS)).isEmpty();
        assertThat(job("invoices").waiting()).isOne();
        drain();
        assertThat(rows("select attempts || ' ' || (due_at - '" + clock.instant() + "'::timestamptz) from etl.inbox"))
                .containsExactly("2 00:00:20");
        look();
        awaitRuns(1);

        assertThat(rows("select kind || job from " + ALARMS)).containsExactly("webhooks-failinginvoices");
        assertThat(
                        rows(
                                "select depth || ' ' || failing from reporting.sync_queues where queue = 'webhooks' and job = 'invoices'"))
                .containsExactly("1 1");
        sandbox.faults().clear();
        clock.advance(Duration.ofMinutes(1));
        drain();
        look();
        assertThat(rows("select kind from " + ALARMS + " where ended_at is null"))
                .isEmpty();
    }

    @Test
    void theDaysCallsAreCountedByTheOrganizationsDayAndSaidWhenTheyAreNearTheLimit() {
        // 23:50 there.
        clock.advance(Duration.ofMinutes(10 * 60 + 30));
        for (int i = 0; i < 24; i++) {
            deliver("1");
        }
        look();
        assertThat(rows("select kind from " + ALARMS)).isEmpty();
        deliver("1");
        look();
        assertThat(rows("select kind || ' ' || sentence from " + ALARMS + " where ended_at is null"))
                .singleElement()
                .asString()
                .startsWith("webhooks-near-limit Webhooks: 25 have come today, and the sender makes 30 in a day");
        assertThat(value("tds.webhooks.today", "organization", organization)).isEqualTo(25);

        clock.advance(Duration.ofMinutes(10));
        deliver("1");
        look();
        assertThat(rows("select kind from " + ALARMS + " where ended_at is null"))
                .isEmpty();
        assertThat(value("tds.webhooks.today", "organization", organization)).isEqualTo(1);
        assertThat(rows(ASKED)).isEmpty();
    }

    @Test
    void fromTheModificationToTheRowAndAllTheRestIsShown() {
        usually(12);
        Instant now = clock.instant();
        for (int seconds = 1; seconds <= 100; seconds++) {
            jdbc.sql("""
                            insert into etl.inbox (source, organization_id, job, entity, source_ids, source_modified_at,
                              content_type, query, body_hash, received_at, last_received_at, done_at)
                            values ('zoho', :organization, 'invoices', 'invoice', '{1}', :modified, '', '', '', :now, :now, :now)
                            """)
                    .param("organization", organization)
                    .param("modified", Timestamp.from(now.minusSeconds(seconds)))
                    .param("now", Timestamp.from(now))
                    .update();
        }
        deliver("1");
        clock.advance(Duration.ofMinutes(2));
        look();

        assertThat(value("tds.webhooks.last.timestamp.seconds", "entity", "invoices"))
                .isEqualTo(now.getEpochSecond());
        assertThat(value("tds.webhooks.usual.gap.seconds", "entity", "invoices"))
                .isEqualTo(300);
        var answer = application.get("/api/v1/tds/integrations/zoho/webhooks", ServingApplication.ADMIN);
        var json = new JsonMapper().readTree(answer.body());
        assertThat(json.path("ok").asBoolean()).as(answer.body()).isTrue();
        assertThat(json.at("/organizations/0/today").asInt()).isEqualTo(1);
        var invoices = json.at("/organizations/0/jobs")
                .valueStream()
                .filter(job -> job.path("job").asString().equals("invoices"))
                .findFirst()
                .orElseThrow();
        assertThat(invoices.path("usualGap").asString()).isEqualTo("PT5M");
        assertThat(invoices.path("median").asString()).isEqualTo("PT50.5S");
        assertThat(invoices.path("waiting").asInt()).isEqualTo(1);
        assertThat(application
                        .get("/api/v1/tds/integrations/cattle/webhooks", ServingApplication.ADMIN)
                        .statusCode())
                .isEqualTo(404);
    }

    /** So many different minutes of each hour have brought something for eight weeks, about invoices. */
    private static void usually(int minutes) {
        jdbc.sql("""
                        insert into etl.deliveries_by_hour (organization_id, job, hour, accepted, minutes, last_at)
                        select ?, 'invoices', hour, ?, ?, hour from generate_series(
                          date_trunc('hour', ?::timestamptz) - interval '60 days',
                          date_trunc('hour', ?::timestamptz) - interval '1 day', interval '1 hour') as hour
                        """)
                .params(
                        organization,
                        minutes,
                        minutes,
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant()))
                .update();
    }

    private static void deliver(String id) {
        assertThat(post("/invoices", "{\"invoice\":{\"invoice_id\":\"" + id + "\"}}", SECRET))
                .isEqualTo(202);
    }

    private static void edit(String id, String reference) {
        company.edit("invoices", id, Map.of("reference_number", reference));
        company.webhooks().send();
    }

    private static InboxRow delivery(String job, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new InboxRow(
                "zoho", organization, job, "invoice", List.of("1"), null, "", "", body, Sha256.of(body), null);
    }

    private static void look() {
        application.bean(DeliveryCounts.class).writeRefused();
        // What two looks in a row do not find is over.
        application.bean(Watches.class).look();
        application.bean(Watches.class).look();
        application.bean(DeliveryUpkeep.class).round();
    }

    private static State state() {
        return application
                .bean(Deliveries.class)
                .of(application.bean(Organizations.class).all().get(0));
    }

    private static OfJob job(String name) {
        return state().jobs().stream()
                .filter(job -> job.job().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(String name, String label, String value) {
        return application.bean(MeterRegistry.class).get(name).tag(label, value).gauges().stream()
                .filter(gauge -> !"bills".equals(gauge.getId().getTag("entity")))
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static void run(String job) {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest(job, organization, RunMode.DELTA, AskedBy.person("test")))
                .finished()
                .join();
    }

    /** So many have been asked for, and are over. */
    private static void awaitRuns(int number) {
        assertThat(rows(ASKED)).hasSize(number);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        rows("select 1 from etl.runs where outcome is null").isEmpty());
    }

    private static void drain() {
        var drain = application.bean(InboxDrain.class);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    drain.drain();
                    return drain.isIdle();
                });
    }

    private static int post(String path, String body, String secret) {
        var request = HttpRequest.newBuilder(application.address(BASE + path))
                .header("Content-Type", "application/json")
                .header("X-Zoho-Webhook-Signature", signature(secret, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(String secret, String text) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
