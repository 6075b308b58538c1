package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import com.standardwebhooks.Webhook;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeliveryIntegrationTests {

    private static final TestDatabase database = TestDatabase.create();
    private static final HikariDataSource pool = pool();
    private static final JdbcClient jdbc = JdbcClient.create(pool);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    /** A Monday, noon in Baghdad. */
    private static final Instant NOON = Instant.parse("2026-06-01T09:00:00Z");

    private static final String OPERATORS = """
            receivers:
              operators: {quiet: none, webhook: {url: "${HOOK}", secret: "${HOOK_SECRET}"}}
            """;
    private static final Finding OLD = Finding.of(
                    "too-old", Severity.CRITICAL, "Invoices of Noor Trading are old.", "Wait.")
            .ofJob("invoices", "10");

    private final SettableClock clock = new SettableClock(NOON);
    private final Hooks hooks = new Hooks();
    private final List<Node> nodes = new ArrayList<>();

    @TempDir
    private Path folder;

    /** Hours pass in these tests, with a look every half a minute. */
    private static HikariDataSource pool() {
        var pool = new HikariDataSource();
        pool.setDataSource(database.dataSource());
        return pool;
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void begin() {
        for (String table :
                List.of("alarms", "alarm_transitions", "alarm_looks", "silences", "notifications", "used_links")) {
            jdbc.sql("delete from etl." + table).update();
        }
        jdbc.sql("""
                        insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                          synced_at) values ('10', 'zoho', 'Rafidain Distribution', 'Asia/Baghdad', true, now(), now())
                        on conflict do nothing
                        """).update();
        Node.receivers(folder, OPERATORS);
    }

    @AfterEach
    void end() {
        nodes.forEach(Node::close);
        hooks.close();
    }

    private Node node() {
        return node(clock);
    }

    private Node node(SettableClock time) {
        var node = new Node(
                pool,
                time,
                folder,
                "HOOK=" + hooks.uri("/hook"),
                "HOOK_SECRET=" + SECRET,
                "SLACK=" + hooks.uri("/slack"));
        nodes.add(node);
        return node;
    }

    private static long count(String where) {
        return jdbc.sql("select count(*) from etl.notifications where " + where)
                .query(Long.class)
                .single();
    }

    @Test
    void anAlarmIsToldOnceAndItsEndOnce() {
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        node.work();

        assertThat(hooks.received())
                .as("what begins within half a minute goes in one message")
                .isEmpty();
        node.live(clock, Duration.ofMinutes(1));
        assertThat(hooks.received()).hasSize(1);
        Hooks.Received told = hooks.received().get(0);
        assertThat(told.type()).isEqualTo("alert.firing");
        assertThat(told.json().path("data").path("alerts").get(0).path("rule").asString())
                .isEqualTo("too-old");
        assertThat(told.body()).contains("Rafidain Distribution").doesNotContain("Noor Trading");
        assertThat(count("state = 'SENT'")).isEqualTo(1);

        node.wrong = List.of();
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(2);
        assertThat(hooks.received().get(1).type()).isEqualTo("alert.resolved");
        node.live(clock, Duration.ofHours(1));
        assertThat(hooks.received()).hasSize(2);
        assertThat(count("state <> 'SENT'")).isZero();
    }

    @Test
    void theReferenceLibraryFindsTheSignatureGenuine() throws Exception {
        Node node = node(new SettableClock(Instant.now()));
        node.bean(Ladder.class)
                .test("test", node.bean(Receivers.class).named("operators").orElseThrow());
        node.work();

        Hooks.Received told = hooks.received().get(0);
        new Webhook(SECRET).verify(told.body(), headers(told));
        assertThatThrownBy(() -> new Webhook(SECRET).verify(told.body() + " ", headers(told)))
                .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
        assertThat(told.id()).isEqualTo(told.json().path("id").asString());
    }

    private static java.net.http.HttpHeaders headers(Hooks.Received told) {
        var headers = new java.util.HashMap<String, List<String>>();
        told.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return java.net.http.HttpHeaders.of(headers, (name, value) -> true);
    }

    @Test
    void whatNobodyTakesIsTriedFiveTimesInHalfAnHourWithOneIdAndGivenUp() {
        hooks.refuse();
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        List<Instant> attempts = new ArrayList<>();
        for (int i = 0; i < 40 * 6; i++) {
            clock.advance(Duration.ofSeconds(10));
            int before = hooks.received().size();
            node.bean(Courier.class).deliverDue(node.bean(WebhookChannel.class));
            if (hooks.received().size() > before) {
                attempts.add(clock.instant());
            }
        }

        assertThat(hooks.received()).hasSize(5);
        assertThat(hooks.received().stream().map(Hooks.Received::id).distinct()).hasSize(1);
        assertThat(Duration.between(attempts.get(0), attempts.get(2))).isLessThan(Duration.ofMinutes(1));
        assertThat(Duration.between(attempts.get(0), attempts.get(4)))
                .isBetween(Duration.ofMinutes(25), Duration.ofMinutes(35));
        assertThat(count("state = 'GIVEN_UP' and attempts = 5 and last_error like '%500%'"))
                .isEqualTo(1);
    }

    @Test
    void whatOneWayDoesNotTakeIsToldFurtherUpByAnotherWay() {
        Node.receivers(folder, OPERATORS + """
                  second: {quiet: none, log: true}
                """);
        hooks.refuse();
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        for (int i = 0; i < 35 * 6; i++) {
            clock.advance(Duration.ofSeconds(10));
            node.bean(Courier.class).deliverDue(node.bean(WebhookChannel.class));
        }
        assertThat(count("receiver = 'second' and channel = 'log' and state = 'WAITING'"))
                .isEqualTo(1);
        assertThat(count("channel = 'webhook'")).isEqualTo(1);
    }

    @Test
    void theOtherSideSaysWhenToComeAgain() {
        hooks.answer = new Hooks.Answer(429, "slower", java.util.Map.of("Retry-After", "300"));
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        clock.advance(Ladder.GATHER);
        node.work();
        hooks.take();
        clock.advance(Duration.ofSeconds(299));
        node.work();
        assertThat(hooks.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        node.work();
        assertThat(hooks.received()).hasSize(2);
        assertThat(count("state = 'SENT'")).isEqualTo(1);
    }

    @Test
    void noRedirectIsFollowed() {
        hooks.answer = new Hooks.Answer(
                302, "", java.util.Map.of("Location", hooks.uri("/elsewhere").toString()));
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        clock.advance(Ladder.GATHER);
        node.work();
        assertThat(hooks.received()).extracting(Hooks.Received::path).containsExactly("/hook");
        assertThat(count("state = 'WAITING' and last_error like '%302%'")).isEqualTo(1);
    }

    @Test
    void threeNodesTellOnce() throws Exception {
        List<Node> three = List.of(node(), node(), node());
        three.forEach(node -> node.wrong =
                IntStream.range(0, 20).mapToObj(i -> OLD.about("number " + i)).toList());
        inParallel(three, Node::look);
        clock.advance(Ladder.GATHER);
        inParallel(three, Node::work);

        List<String> told = hooks.received().stream()
                .flatMap(it -> it.json().path("data").path("alerts").valueStream())
                .map(it -> it.path("subject").asString())
                .toList();
        assertThat(told).hasSize(20).doesNotHaveDuplicates();
        assertThat(hooks.received()).hasSize(1);
        assertThat(count("state = 'SENT'")).isEqualTo(20);
    }

    @Test
    void threeNodesThatGatherWhatIsTooMuchTellEachAlarmOnce() throws Exception {
        List<Node> three = List.of(node(), node(), node());
        List<Finding> wrong = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            wrong.add(new Finding("webhooks-silent", Severity.WARNING, "2" + i, "invoices", "", "Silent.", "Look."));
        }
        three.get(0).wrong = List.copyOf(wrong);
        three.get(0).live(clock, Duration.ofMinutes(1));
        assertThat(hooks.received()).hasSize(9);
        hooks.forget();
        for (int i = 0; i < 30; i++) {
            Severity severity = i % 2 == 0 ? Severity.WARNING : Severity.CRITICAL;
            wrong.add(new Finding("records-failing", severity, "3" + i, "invoices", "", "They fail.", "Look."));
        }
        three.get(0).wrong = List.copyOf(wrong);
        three.get(0).look();
        clock.advance(Ladder.GATHER);
        inParallel(three, Node::work);
        inParallel(three, Node::work);

        assertThat(hooks.received().stream()
                        .flatMap(it -> it.json().path("data").path("alerts").valueStream())
                        .map(it -> it.path("organization").asString()))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(hooks.received()).as("what two nodes were at once busy with").hasSizeLessThan(10);
        assertThat(count("state = 'WAITING'")).isZero();
    }

    private interface Work {
        void of(Node node);
    }

    private static void inParallel(List<Node> nodes, Work work) throws Exception {
        var threads = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            nodes.forEach(node -> all.add(threads.submit(() -> work.of(node))));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anAlarmThatCannotBePutInTheOutboxDoesNotBegin() {
        Node node = node();
        node.wrong = List.of(OLD);
        jdbc.sql("alter table etl.notifications add constraint full_now check (false) not valid")
                .update();
        try {
            assertThatThrownBy(node::look).hasMessageContaining("full_now");
        } finally {
            jdbc.sql("alter table etl.notifications drop constraint full_now").update();
        }
        assertThat(node.bean(Alarms.class).open()).isEmpty();
        node.look();
        assertThat(node.bean(Alarms.class).open()).hasSize(1);
        assertThat(count("state = 'WAITING'")).isEqualTo(1);
    }

    @Test
    void aNodeThatDiesWithAMessageLeavesItToTheOthersUnderTheSameId() {
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        clock.advance(Ladder.GATHER);
        UUID id = node.bean(Dispatch.class).take("webhook").orElseThrow().id();

        Node other = node();
        other.work();
        assertThat(hooks.received()).as("the first one still has it").isEmpty();
        clock.advance(Dispatch.LEASE);
        other.work();
        assertThat(hooks.received()).extracting(Hooks.Received::id).containsExactly(id.toString());
        clock.advance(Dispatch.LEASE);
        other.work();
        assertThat(hooks.received()).hasSize(1);
    }

    @Test
    void zohoAwayForAnHourWithElevenJobsIsOneMessageAndOneEnd() {
        Node node = node();
        Finding away = new Finding("zoho-away", Severity.WARNING, "10", "", "", "Zoho answers nothing.", "Wait.");
        node.wrong = List.of(away);
        node.live(clock, Duration.ofMinutes(20));
        List<Finding> all = new ArrayList<>(List.of(away));
        IntStream.range(0, 11)
                .mapToObj(i -> new Finding("stale", Severity.WARNING, "10", "job-" + i, "", "It is old.", "Wait."))
                .forEach(all::add);
        node.wrong = all;
        node.live(clock, Duration.ofMinutes(40));
        assertThat(node.bean(Alarms.class).open()).hasSize(12);
        assertThat(hooks.received()).hasSize(1);
        node.wrong = List.of();
        node.live(clock, Duration.ofMinutes(30));

        assertThat(hooks.received()).extracting(Hooks.Received::type).containsExactly("alert.firing", "alert.resolved");
        assertThat(hooks.received().get(1).body()).contains("zoho-away").doesNotContain("job-1");
    }

    @Test
    void whatAnAlarmExplainsIsListedInItsMessageAndToldInNoOther() {
        Node node = node();
        node.wrong = List.of(
                new Finding("connection-refused", Severity.CRITICAL, "10", "", "", "Zoho refuses.", "Connect."),
                new Finding("runs-failing", Severity.CRITICAL, "10", "invoices", "", "They fail.", "Look."),
                new Finding("runs-failing", Severity.CRITICAL, "10", "bills", "", "They fail.", "Look."));
        node.live(clock, Duration.ofMinutes(2));

        assertThat(hooks.received()).singleElement().satisfies(it -> {
            assertThat(it.json().at("/data/alerts")).hasSize(1);
            assertThat(it.json().at("/data/text").asString())
                    .contains(
                            "Because of this, there is also:",
                            "• CRITICAL · Invoices: runs fail one after the other",
                            "• CRITICAL · Bills: runs fail one after the other");
        });
    }

    @Test
    void furtherAlarmsOfAGroupWaitFiveMinutesForEachOther() {
        Node node = node();
        Finding failing = new Finding("webhooks-failing", Severity.WARNING, "10", "bills", "", "They fail.", "Look.");
        node.wrong = List.of(failing);
        node.live(clock, Duration.ofMinutes(1));
        assertThat(hooks.received()).hasSize(1);
        node.wrong = List.of(failing, failing.ofJob("invoices", "10"));
        node.live(clock, Duration.ofMinutes(2));
        node.wrong = List.of(failing, failing.ofJob("invoices", "10"), failing.ofJob("orders", "10"));
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(1);
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(2);
        assertThat(hooks.received().get(1).json().at("/data/alerts")).hasSize(2);
    }

    @Test
    void whoAcknowledgesStopsTheLadder() {
        Node.receivers(folder, OPERATORS + """
                  owner: {quiet: none, slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        node.wrong =
                List.of(new Finding("runs-failing", Severity.WARNING, "10", "invoices", "", "They fail.", "Look."));
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(1);
        Alarm alarm = node.bean(Alarms.class).open().get(0);
        node.bean(Alarms.class).acknowledge(alarm.id(), "Sara", "I look into it.");
        node.live(clock, Duration.ofHours(5));
        assertThat(hooks.received())
                .extracting(Hooks.Received::type)
                .as("those who knew hear that somebody sees to it, and nothing more is said")
                .containsExactly("alert.firing", "alert.acknowledged");
    }

    @Test
    void whatIsWorseThanWhatSomebodyAcknowledgedIsToldAgainAndClimbsAgain() {
        Node.receivers(folder, OPERATORS + """
                  owner: {quiet: none, slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        Finding failing = new Finding("records-failing", Severity.WARNING, "10", "invoices", "", "They fail.", "Look.");
        node.wrong = List.of(failing);
        node.live(clock, Duration.ofMinutes(2));
        node.bean(Alarms.class)
                .acknowledge(node.bean(Alarms.class).open().get(0).id(), "Sara", "I look into it.");
        node.live(clock, Duration.ofHours(1));
        node.wrong =
                List.of(new Finding("records-failing", Severity.CRITICAL, "10", "invoices", "", "All fail.", "Look."));
        node.live(clock, Duration.ofMinutes(1));

        assertThat(hooks.at("/hook"))
                .extracting(Hooks.Received::type)
                .containsExactly("alert.firing", "alert.acknowledged", "alert.raised");
        assertThat(hooks.at("/hook").get(2).json().at("/data/title").asString()).startsWith("NOW CRITICAL");
        assertThat(hooks.at("/slack")).as("not yet the owner's").isEmpty();
        node.live(clock, Duration.ofMinutes(30));
        assertThat(hooks.at("/hook"))
                .extracting(Hooks.Received::type)
                .as("nobody has seen to what it is now")
                .endsWith("alert.raised", "alert.escalated");
        assertThat(hooks.at("/slack")).hasSize(1);
    }

    @Test
    void whatComesAndGoesIsToldToFlapOnceAndThenWhatHasBecomeOfIt() {
        Node node = node();
        Finding failing = new Finding("runs-failing", Severity.WARNING, "10", "invoices", "", "They fail.", "Look.");
        for (int i = 0; i < 8; i++) {
            node.wrong = List.of(failing);
            node.live(clock, Duration.ofMinutes(3));
            node.wrong = List.of();
            node.live(clock, Duration.ofMinutes(3));
        }
        assertThat(hooks.received())
                .extracting(Hooks.Received::type)
                .as("whoever heard that it is over does not hear so again")
                .containsExactly("alert.firing", "alert.resolved", "alert.flapping");
        assertThat(hooks.received().get(2).json().at("/data/title").asString()).startsWith("COMES AND GOES");
        node.live(clock, Duration.ofHours(2));

        assertThat(hooks.received())
                .extracting(Hooks.Received::type)
                .containsExactly("alert.firing", "alert.resolved", "alert.flapping", "alert.resolved");
    }

    @Test
    void afterNineMessagesInAnHourTheTenthSaysAllTheRestAndCriticalOnesAreStillTold() {
        Node node = node();
        List<Finding> wrong = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            wrong.add(new Finding("webhooks-silent", Severity.WARNING, "2" + i, "invoices", "", "They fail.", "Look."));
        }
        node.wrong = List.copyOf(wrong);
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(9);
        for (int i = 0; i < 15; i++) {
            wrong.add(new Finding("webhooks-silent", Severity.WARNING, "3" + i, "invoices", "", "They fail.", "Look."));
        }
        node.wrong = List.copyOf(wrong);
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(10);
        Hooks.Received tenth = hooks.received().get(9);
        assertThat(tenth.json().at("/data/alerts")).hasSize(15);
        assertThat(tenth.json().at("/data/title").asString()).endsWith("(more: 14)");

        wrong.add(new Finding("webhooks-silent", Severity.WARNING, "40", "invoices", "", "They fail.", "Look."));
        wrong.add(new Finding("webhooks-silent", Severity.WARNING, "41", "invoices", "", "They fail.", "Look."));
        node.wrong = List.copyOf(wrong);
        node.live(clock, Duration.ofMinutes(30));
        assertThat(hooks.received()).as("ten an hour, and no more").hasSize(10);
        wrong.add(OLD);
        node.wrong = List.copyOf(wrong);
        node.live(clock, Duration.ofMinutes(2));
        assertThat(hooks.received()).hasSize(11);
        assertThat(hooks.received().get(10).json().at("/data/alerts"))
                .as("what is critical waits for nobody, and takes along what waits")
                .hasSize(3);
        assertThat(count("state = 'WAITING'")).isZero();
    }

    @Test
    void aLinkAcknowledgesItsAlarmOnceWithinADayAndIsTheSameAtEachAttempt() {
        Node.receivers(folder, "link: https://tds.example.com/acknowledge/{id}/{token}\n" + OPERATORS);
        hooks.refuse();
        Node node = node();
        node.wrong = List.of(OLD);
        node.live(clock, Duration.ofMinutes(2));
        List<String> written = hooks.received().stream()
                .map(it -> it.json().at("/data/link").asString())
                .distinct()
                .toList();
        assertThat(hooks.received()).hasSizeGreaterThan(1);
        assertThat(written).hasSize(1);
        Alarm alarm = node.bean(Alarms.class).open().get(0);
        String token = written.get(0).substring(written.get(0).lastIndexOf('/') + 1);
        assertThat(written.get(0)).isEqualTo("https://tds.example.com/acknowledge/" + alarm.id() + "/" + token);

        AcknowledgeLinks links = node.bean(AcknowledgeLinks.class);
        String later = links.token(alarm.id(), "operators", clock.instant());
        for (String forged : List.of(
                token.replace("operators", "owner"),
                token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A"),
                token.replaceFirst("\\.[0-9]+", ".99999999999"),
                token + "x",
                "operators..",
                "")) {
            assertThat(links.acknowledge(alarm.id(), forged, "Sara", "Mine."))
                    .as(forged)
                    .isEqualTo(AcknowledgeLinks.Outcome.NOT_GOOD);
        }
        assertThat(links.acknowledge(alarm.id() + 1, token, "Sara", "Mine."))
                .isEqualTo(AcknowledgeLinks.Outcome.NOT_GOOD);
        assertThatThrownBy(() -> links.acknowledge(alarm.id(), token, "Sara", " "))
                .hasMessageContaining("needs a name");
        assertThat(links.look(alarm.id(), token)).isEqualTo(AcknowledgeLinks.Outcome.DONE);
        assertThat(node.bean(Alarms.class).open().get(0).acknowledged()).isNull();
        assertThat(links.acknowledge(alarm.id(), token, "Sara", "I call Zoho."))
                .isEqualTo(AcknowledgeLinks.Outcome.DONE);
        assertThat(node.bean(Alarms.class).open().get(0).acknowledged())
                .isEqualTo(new Alarm.Acknowledgement("Sara (link of operators)", clock.instant(), "I call Zoho."));
        node.bean(Alarms.class).unacknowledge(alarm.id(), "Ali", "");
        assertThat(links.acknowledge(alarm.id(), token, "Sara", "Again.")).isEqualTo(AcknowledgeLinks.Outcome.USED);

        clock.advance(Duration.ofHours(24));
        assertThat(links.acknowledge(alarm.id(), later, "Sara", "Late.")).isEqualTo(AcknowledgeLinks.Outcome.NOT_GOOD);
        assertThat(links.forget()).isEqualTo(1);
        String fresh = links.token(alarm.id(), "operators", clock.instant());
        node.wrong = List.of();
        node.live(clock, Duration.ofMinutes(2));
        assertThat(links.acknowledge(alarm.id(), fresh, "Sara", "Is it?")).isEqualTo(AcknowledgeLinks.Outcome.OVER);
    }

    @Test
    void nobodySeesToItSoMoreAndMorePeopleAreTold() {
        Node.receivers(folder, """
                receivers:
                  operators: {quiet: none, webhook: {url: "${HOOK}", secret: "${HOOK_SECRET}"}}
                  owner: {quiet: none, language: ar, slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        node.wrong = List.of(OLD);
        node.look();
        node.live(clock, Duration.ofMinutes(9));
        assertThat(hooks.at("/hook")).hasSize(1);
        node.live(clock, Duration.ofMinutes(3));
        assertThat(hooks.at("/hook"))
                .extracting(Hooks.Received::type)
                .containsExactly("alert.firing", "alert.escalated");
        assertThat(hooks.at("/slack")).isEmpty();
        node.live(clock, Duration.ofMinutes(20));
        assertThat(hooks.at("/slack")).hasSize(1);
        assertThat(hooks.at("/slack").get(0).json().path("text").asString()).contains("حرج", "الفواتير");
        node.live(clock, Duration.ofMinutes(150));
        assertThat(hooks.at("/slack"))
                .as("after two hours everybody, then every hour")
                .hasSize(3);
    }
}
