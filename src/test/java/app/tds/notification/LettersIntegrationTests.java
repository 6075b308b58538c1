package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.notification.Letters.Letter;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The letter to the owner, against a real server for mail. */
class LettersIntegrationTests {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-06T05:00:00Z"));
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    private Letters letters(Map<String, Receiver> receivers) {
        sender.setHost("127.0.0.1");
        var properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "5000");
        sender.setJavaMailProperties(properties);
        var beans = new StaticListableBeanFactory(Map.of("sender", sender));
        return new Letters(
                new Receivers(receivers, Map.of(), null),
                new MailChannel(beans.getBeanProvider(JavaMailSender.class), "tds@example.com"),
                jdbc,
                clock);
    }

    private static Receiver owner() {
        return new Receiver(
                "owner",
                Language.AR,
                false,
                null,
                QuietHours.USUAL,
                List.of("owner@example.com"),
                null,
                null,
                null,
                null,
                false);
    }

    private static Letter written(java.util.Locale language) {
        return new Letter("الأسبوع", List.of(List.of("الأسبوع"), List.of("لغة " + language.getLanguage(), "سطر")));
    }

    @Test
    void aLetterIsMailedOnceInTheOwnersLanguageWhateverFailsBefore() throws Exception {
        var letters = letters(Map.of("owner", owner()));
        smtp.start();
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        sender.setPort(port);
        letters.send("2026-06-06 10", LettersIntegrationTests::written);
        assertThat(row("last_error")).contains("did not take it");

        smtp.start();
        sender.setPort(smtp.getSmtp().getPort());
        letters.send("2026-06-06 10", LettersIntegrationTests::written);
        assertThat(smtp.getReceivedMessages()).as("not at once again").isEmpty();
        clock.advance(Duration.ofMinutes(10));
        for (int i = 0; i < 3; i++) {
            letters.send("2026-06-06 10", LettersIntegrationTests::written);
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        var mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("الأسبوع");
        assertThat(mail.getMessageID()).contains(row("letter_id"));
        assertThat(GreenMailUtil.getWholeMessage(mail)).contains("text/html", "text/plain");
        assertThat(row("attempts")).isEqualTo("2");
        smtp.stop();
    }

    private String row(String column) {
        return jdbc.sql("select " + column + "::text from etl.letters")
                .query(String.class)
                .single();
    }

    @Test
    void withoutAnOwnerNobodyIsWrittenTo() {
        letters(Map.of()).send("2026-06-06 10", LettersIntegrationTests::written);
        assertThat(jdbc.sql("select count(*) from etl.letters")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
