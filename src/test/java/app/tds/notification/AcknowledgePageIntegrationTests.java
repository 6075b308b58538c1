package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever has the link of a message acknowledges over HTTP, without a login; whoever only looks changes nothing. */
class AcknowledgePageIntegrationTests {

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private static ServingApplication application;
    private String path;

    @BeforeAll
    static void start() {
        application = ServingApplication.start(sandbox, database, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void anAlarmThatWasTold() {
        jdbc.sql("truncate etl.alarms, etl.alarm_transitions, etl.used_links, etl.audit restart identity")
                .update();
        jdbc.sql("""
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look, state, worst, fired_at, told_at)
                        values ('too-old', 'CRITICAL', '10', 'invoices', '', 'Invoices of Noor Trading are old.', 'Wait.',
                          'test', now(), 0, 'FIRING', 'CRITICAL', now(), now())
                        """).update();
        path = "/acknowledge/1/" + application.bean(AcknowledgeLinks.class).token(1, "operators", Instant.now());
    }

    @Test
    void lookingChangesNothingAndTheButtonAcknowledgesOnce() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> page = application.get(path, "");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Invoices: older than it may ever be", "<form method=\"post\"", "I see to it")
                    .doesNotContain("Noor Trading", "href=\"/alerts\"");
            assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        }
        assertThat(state()).isEqualTo("FIRING");

        assertThat(post(path, "name=Sara&note=").statusCode()).isEqualTo(422);
        assertThat(post(path, "name=&note=Mine").statusCode()).isEqualTo(422);
        assertThat(post(path, "name=Sara&note=" + "x".repeat(501)).statusCode()).isEqualTo(422);
        assertThat(state()).isEqualTo("FIRING");
        HttpResponse<String> done = post(path, "name=Sara&note=I+call+Zoho.");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("You see to it.").doesNotContain("<form method=\"post\"");
        assertThat(state()).isEqualTo("ACKNOWLEDGED");
        assertThat(jdbc.sql("select acknowledged_by || ': ' || note from etl.alarms")
                        .query(String.class)
                        .single())
                .isEqualTo("Sara (link of operators): I call Zoho.");

        assertThat(post(path, "name=Ali&note=Mine").body()).contains("This link was used already");
        assertThat(application.get(path, "").body())
                .contains("This link was used already")
                .doesNotContain("<form method=\"post\"");
        assertThat(jdbc.sql(
                                "select who || ' ' || login || ' ' || action || ' ' || outcome from etl.audit order by audit_id")
                        .query(String.class)
                        .list())
                .containsExactly("Sara link alert 1 acknowledged DONE", "Ali link alert 1 acknowledged USED");
    }

    @Test
    void aLinkThatIsNotGoodSaysNothingOfTheAlarm() {
        String old = "/acknowledge/1/"
                + application
                        .bean(AcknowledgeLinks.class)
                        .token(1, "operators", Instant.now().minusSeconds(86_400));
        for (String wrong : new String[] {old, path.replace("/1/", "/2/"), path + "x", "/acknowledge/1/acknowledge"}) {
            assertThat(application.get(wrong, "").statusCode()).as(wrong).isEqualTo(410);
            HttpResponse<String> answer = post(wrong, "name=Sara&note=Mine");
            assertThat(answer.statusCode()).as(wrong).isEqualTo(410);
            assertThat(answer.body()).doesNotContain("Invoices");
        }
        assertThat(state()).isEqualTo("FIRING");
        assertThat(jdbc.sql("select count(*) from etl.audit").query(Long.class).single())
                .isZero();
    }

    private static String state() {
        return jdbc.sql("select state from etl.alarms").query(String.class).single();
    }

    private static HttpResponse<String> post(String path, String form) {
        return application.send(
                HttpRequest.newBuilder(application.address(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                "");
    }
}
