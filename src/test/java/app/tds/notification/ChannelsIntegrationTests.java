package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.Secret;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Each channel against a real server of its kind, and what happens when one of them fails. */
class ChannelsIntegrationTests {

    private static final TestDatabase database = TestDatabase.create();
    private static final HikariDataSource pool = pool();
    private static final JdbcClient jdbc = JdbcClient.create(pool);
    /** A Monday, noon in Baghdad. */
    private static final Instant NOON = Instant.parse("2026-06-01T09:00:00Z");

    private static final String ALL = """
            link: https://tds.example.com/alerts/{id}
            receivers:
              operators: {quiet: none, mail: [sara@example.com, ali@example.com], log: true}
              second: {quiet: none, slack: {url: "${SLACK}"}}
              third: {quiet: none, language: ar, telegram: {token: "${TOKEN}", chat: "@shop"}}
              fourth: {quiet: none, alertmanager: {url: "${ALERTMANAGER}"}}
            """;
    private static final String TOKEN = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefgh";

    private final SettableClock clock = new SettableClock(NOON);
    private final Hooks hooks = new Hooks();
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final List<Node> nodes = new ArrayList<>();

    @TempDir
    private Path folder;

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
        for (String table : List.of("alarms", "alarm_transitions", "alarm_looks", "notifications")) {
            jdbc.sql("delete from etl." + table).update();
        }
        jdbc.sql("""
                        insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                          synced_at) values ('10', 'zoho', 'Rafidain & Sons <b>', 'Asia/Baghdad', true, now(), now())
                        on conflict do nothing
                        """).update();
        smtp.start();
        Node.receivers(folder, ALL);
    }

    @AfterEach
    void end() {
        nodes.forEach(Node::close);
        smtp.stop();
        hooks.close();
    }

    private Node node() {
        var node = new Node(
                pool,
                clock,
                folder,
                Map.of(JavaMailSender.class, sender(), TelegramChannel.class, telegram()),
                "SLACK=" + hooks.uri("/slack"),
                "TOKEN=" + TOKEN,
                "ALERTMANAGER=" + hooks.uri("/am"),
                "spring.mail.host=127.0.0.1",
                "tds.alerts.mail-from=tds@example.com");
        nodes.add(node);
        return node;
    }

    private JavaMailSender sender() {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(smtp.getSmtp().getPort());
        var properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "5000");
        sender.setJavaMailProperties(properties);
        return sender;
    }

    private TelegramChannel telegram() {
        return new TelegramChannel(new Post(), hooks.uri(""));
    }

    private static Finding old(Severity severity) {
        return new Finding("too-old", severity, "10", "invoices", "", "Invoices of Noor Trading are old.", "Wait.");
    }

    private static long count(String where) {
        return jdbc.sql("select count(*) from etl.notifications where " + where)
                .query(Long.class)
                .single();
    }

    @Test
    void mailIsTextAndHtmlInOneThreadAndAnsweredByNoMachine() throws Exception {
        Node node = node();
        node.wrong = List.of(old(Severity.CRITICAL));
        node.look();
        node.live(clock, Duration.ofMinutes(1));
        node.wrong = List.of();
        node.live(clock, Duration.ofMinutes(2));

        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).as("two mails to two people").hasSize(4);
        MimeMessage first = mails[0];
        MimeMessage over = mails[mails.length - 1];
        assertThat(first.getSubject())
                .isEqualTo("CRITICAL · Invoices: older than it may ever be — Rafidain & Sons <b>");
        assertThat(first.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(over.getHeader("In-Reply-To", null)).isEqualTo(first.getMessageID());
        assertThat(over.getHeader("References", null)).isEqualTo(first.getMessageID());
        assertThat(first.getMessageID()).endsWith("@example.com>");
        String whole = GreenMailUtil.getWholeMessage(first);
        assertThat(whole).contains("text/plain", "text/html");
        String html = new HtmlOf(first).text();
        assertThat(html)
                .contains("Rafidain &amp; Sons &lt;b&gt;", "lang=\"en\" dir=\"ltr\"", "https://tds.example.com/alerts/")
                .doesNotContain("Noor");
        assertThat(over.getSubject()).startsWith("OVER · Invoices");
    }

    /** The part that is HTML. */
    private record HtmlOf(MimeMessage mail) {
        String text() throws Exception {
            return find(mail.getContent());
        }

        private static String find(Object content) throws Exception {
            if (content instanceof jakarta.mail.Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    String found = find(
                            parts.getBodyPart(i).isMimeType("text/html")
                                            || parts.getBodyPart(i).isMimeType("multipart/*")
                                    ? parts.getBodyPart(i).getContent()
                                    : null);
                    if (found != null) {
                        return found;
                    }
                }
                return null;
            }
            return (String) content;
        }
    }

    @Test
    void slackTelegramAndAlertmanagerGetWhatTheyUnderstand() {
        Node node = node();
        Ladder ladder = node.bean(Ladder.class);
        Told told = new Told(
                7,
                "too-old",
                Severity.CRITICAL,
                "10",
                "invoices",
                "",
                "Of Noor Trading.",
                "Wait.",
                NOON,
                null,
                "g",
                "");
        clock.advance(Duration.ofMinutes(245));
        for (int step = 0; step < 4; step++) {
            ladder.tell("transition 1", News.FIRING, step, told);
        }
        clock.advance(Ladder.GATHER);
        node.work();

        Hooks.Received slack = hooks.at("/slack").get(0);
        assertThat(slack.json().path("text").asString())
                .startsWith(
                        "CRITICAL · Invoices: older than it may ever be — Rafidain &amp; Sons &lt;b&gt;\nSince 12:00 (+03:00): 4 h 5 min.");
        assertThat(slack.json().path("blocks").get(0).path("text").path("type").asString())
                .isEqualTo("mrkdwn");

        Hooks.Received telegram = hooks.at("/bot").get(0);
        assertThat(telegram.path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
        assertThat(telegram.json().path("chat_id").asString()).isEqualTo("@shop");
        assertThat(telegram.json().path("text").asString())
                .startsWith(
                        "<b>حرج · الفواتير: أقدم من الحد الأقصى المسموح به — \u2068Rafidain &amp; Sons &lt;b&gt;\u2069</b>\n")
                .contains("4 ساعات و5 دقائق", "\u206812:00 (+03:00)\u2069");
        assertThat(telegram.body()).contains("inline_keyboard", "https://tds.example.com/alerts/7");

        Hooks.Received alertmanager = hooks.at("/am").get(0);
        assertThat(alertmanager.path()).isEqualTo("/am/api/v2/alerts");
        var alert = alertmanager.json().get(0);
        assertThat(alert.path("labels").path("alertname").asString()).isEqualTo("TdsTooOld");
        assertThat(alert.path("labels").path("severity").asString()).isEqualTo("critical");
        assertThat(alert.path("startsAt").asString()).isEqualTo("2026-06-01T09:00:00Z");
        assertThat(alert.has("endsAt")).isFalse();
        assertThat(hooks.received()).allSatisfy(it -> assertThat(it.body()).doesNotContain("Noor"));
    }

    @Test
    void alertmanagerIsRemindedOfWhatGoesOn() {
        Node node = node();
        node.wrong = List.of(old(Severity.WARNING));
        node.look();
        node.bean(AlertmanagerReminder.class).round();
        assertThat(hooks.at("/am")).hasSize(1);
        node.wrong = List.of();
        node.look();
        node.look();
        hooks.forget();
        node.bean(AlertmanagerReminder.class).round();
        assertThat(hooks.received()).isEmpty();
    }

    @Test
    void telegramSaysInItsAnswerWhenToComeAgain() {
        hooks.answer = new Hooks.Answer(429, "{\"ok\":false,\"parameters\":{\"retry_after\":77}}", Map.of());
        var receiver = new Receiver(
                "x",
                Language.EN,
                false,
                null,
                QuietHours.USUAL,
                List.of(),
                null,
                new Receiver.Telegram(new Secret(TOKEN), "1"),
                null,
                null,
                false);
        var message = new Message(
                java.util.UUID.randomUUID(),
                null,
                News.TEST,
                Severity.INFO,
                Language.EN,
                "title",
                List.of(List.of("title")),
                null,
                List.of(),
                NOON);
        assertThatThrownBy(() -> telegram().deliver(message, receiver))
                .isInstanceOfSatisfying(Undelivered.class, refused -> {
                    assertThat(refused.notBefore()).isEqualTo(Duration.ofSeconds(77));
                    assertThat(refused).hasMessageContaining("429").hasMessageNotContaining("ABCDEF");
                });
        var nowhere = new TelegramChannel(new Post(), URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> nowhere.deliver(message, receiver))
                .isInstanceOf(Undelivered.class)
                .hasMessageNotContaining("ABCDEF");
    }

    @Test
    void aServerForMailThatIsDownIsToldByTheOtherChannelsWithinTwoMinutes() {
        Node.receivers(folder, """
                receivers:
                  operators: {quiet: none, mail: [sara@example.com]}
                  second: {quiet: none, slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        smtp.stop();
        node.wrong = List.of(old(Severity.WARNING));
        node.look();
        Instant began = clock.instant();
        for (int i = 0; i < 12 && hooks.at("/slack").isEmpty(); i++) {
            clock.advance(Duration.ofSeconds(10));
            if (i % 3 == 2) {
                node.look();
            }
            node.work();
        }

        assertThat(hooks.at("/slack")).hasSize(1);
        assertThat(hooks.at("/slack").get(0).json().path("text").asString())
                .startsWith("CRITICAL · Messages do not arrive: operators by mail");
        assertThat(Duration.between(began, clock.instant())).isLessThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(count("channel = 'mail' and told ->> 'kind' = 'cannot-notify'"))
                .isZero();

        smtp.start();
        // A server that was stopped comes back at another port.
        node.bean(JavaMailSender.class);
        ((JavaMailSenderImpl) node.bean(JavaMailSender.class))
                .setPort(smtp.getSmtp().getPort());
        node.live(clock, Duration.ofMinutes(6));
        assertThat(smtp.getReceivedMessages()).as("what waited arrives, once").hasSize(1);
        assertThat(hooks.at("/slack")).hasSize(2);
        assertThat(hooks.at("/slack").get(1).json().path("text").asString()).startsWith("OVER · ");
    }

    @Test
    void whatIsHeldInANightIsOneDigestInTheMorning() {
        Node.receivers(folder, """
                receivers:
                  operators: {slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        clock.advance(Duration.ofHours(11));
        Finding open = new Finding("webhooks-refused", Severity.WARNING, "10", "invoices", "", "s", "c");
        List<Finding> night = List.of(
                open,
                new Finding("records-failing", Severity.WARNING, "10", "bills", "", "s", "c"),
                new Finding("records-failing", Severity.WARNING, "10", "stock", "", "s", "c"),
                new Finding("records-failing", Severity.WARNING, "10", "orders", "", "s", "c"));
        node.wrong = night;
        node.live(clock, Duration.ofMinutes(10));
        node.wrong = List.of(open);
        node.live(clock, Duration.ofMinutes(60));
        assertThat(hooks.received()).as("at 00:10 nobody is woken by warnings").isEmpty();
        assertThat(count("state = 'HELD'")).isPositive();

        node.live(clock, Duration.ofMinutes(6 * 60 + 55));
        assertThat(hooks.received()).hasSize(1);
        String digest = hooks.received().get(0).json().path("text").asString();
        assertThat(digest)
                .startsWith("While it was quiet: began 4, over 3, open 1\n")
                .contains(
                        "• WARNING · Invoices: webhooks are refused",
                        "• OVER · Bills",
                        "• OVER · Stock",
                        "• OVER · Sales orders");
    }

    @Test
    void aCriticalAlarmWakesSomebodyAfterTenMinutesAndItsEndIsTold() {
        Node.receivers(folder, """
                receivers:
                  operators: {slack: {url: "${SLACK}"}}
                """);
        Node node = node();
        clock.advance(Duration.ofHours(14));
        node.wrong = List.of(old(Severity.CRITICAL));
        node.look();
        node.live(clock, Duration.ofMinutes(9));
        assertThat(hooks.received()).isEmpty();
        node.live(clock, Duration.ofMinutes(3));
        assertThat(hooks.received()).hasSize(1);
        node.wrong = List.of();
        node.live(clock, Duration.ofMinutes(3));
        assertThat(hooks.received()).hasSize(2);
        assertThat(hooks.received().get(1).json().path("text").asString()).startsWith("OVER");
    }

    @Test
    void theSelfTestGoesTheWayOfARealAlarmAndItsFailureIsOne() {
        Node node = node();
        SelfTest test = node.bean(SelfTest.class);
        assertThat(test.test(test.receivers()))
                .hasSize(5)
                .allSatisfy(it -> assertThat(it.delivered()).as(it.toString()).isTrue());
        assertThat(smtp.getReceivedMessages()).hasSize(2);
        assertThat(count("news = 'TEST' and state = 'SENT'")).isEqualTo(5);
        assertThat(node.bean(NotificationWatch.class).look()).isEmpty();

        smtp.stop();
        assertThat(test.test(List.of("operators")))
                .filteredOn(it -> it.channel().equals("mail"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.delivered()).isFalse();
                    assertThat(it.reason()).isNotBlank();
                });
        assertThat(node.bean(NotificationWatch.class).look())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("cannot-notify", "operators by mail"));
        assertThat(test.ways())
                .filteredOn(it -> it.channel().equals("mail"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.failures()).isEqualTo(3);
                    assertThat(it.tested().delivered()).isFalse();
                    assertThat(it.tested().reason()).isNotBlank();
                    assertThat(it.tested().at()).isEqualTo(clock.instant());
                });
        assertThat(test.ways())
                .filteredOn(it -> !it.channel().equals("mail"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.tested().delivered()).isTrue());
    }

    @Test
    void onSundayMorningEveryWayIsTestedOnce() {
        Node node = node();
        node.bean(WeeklyTest.class).round();
        assertThat(count("true")).isZero();
        clock.advance(Duration.ofDays(6).minusHours(2));
        for (int i = 0; i < 3; i++) {
            node.bean(WeeklyTest.class).round();
            clock.advance(Duration.ofMinutes(1));
        }
        node.work();
        assertThat(count("news = 'TEST' and state = 'SENT'")).isEqualTo(5);
    }
}
