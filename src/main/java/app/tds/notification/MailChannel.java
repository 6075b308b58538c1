package app.tds.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Mail, as text and as HTML. What belongs to one alarm is one thread, and no machine answers it. */
@Component
class MailChannel implements Channel {

    private final ObjectProvider<JavaMailSender> sender;
    private final String from;

    MailChannel(ObjectProvider<JavaMailSender> sender, @Value("${tds.alerts.mail-from:}") String from) {
        this.sender = sender;
        this.from = from;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return !receiver.mail().isEmpty();
    }

    @Override
    public void deliver(Message message, Receiver receiver) throws Undelivered {
        JavaMailSender mail = sender.getIfAvailable();
        if (mail == null) {
            throw new Undelivered("no server for mail is configured: set SPRING_MAIL_HOST");
        }
        try {
            mail.send(written(mail.createMimeMessage(), message, receiver));
        } catch (MailAuthenticationException refused) {
            throw new Undelivered("the server for mail does not let this program in: check user and password");
        } catch (MailException | MessagingException failure) {
            throw new Undelivered("the server for mail did not take it: " + reason(failure));
        }
    }

    private MimeMessage written(MimeMessage mime, Message message, Receiver receiver) throws MessagingException {
        MimeMessageHelper helper = new MimeMessageHelper(mime, true, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(receiver.mail().toArray(String[]::new));
        helper.setSubject(message.title());
        helper.setSentDate(Date.from(message.at()));
        helper.setText(message.text(), html(message));
        mime.setHeader("Message-ID", id(message.id()));
        if (message.thread() != null) {
            mime.setHeader("In-Reply-To", id(message.thread()));
            mime.setHeader("References", id(message.thread()));
        }
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Auto-Response-Suppress", "All");
        return mime;
    }

    private String id(UUID message) {
        return "<" + message + "@" + from.replaceFirst("^.*@", "").replaceAll("[>\\s]", "") + ">";
    }

    private static String html(Message message) {
        String paragraphs = message.paragraphs().stream()
                .map(lines -> lines.stream().map(MailChannel::escaped).collect(Collectors.joining("<br>\n")))
                .collect(Collectors.joining("</p>\n<p>", "<p>", "</p>"));
        String link = message.link() == null
                ? ""
                : "\n<p><a href=\"" + escaped(message.link()) + "\">" + escaped(message.link()) + "</a></p>";
        return "<!DOCTYPE html>\n<html lang=\"" + message.language().locale() + "\" dir=\""
                + message.language().direction() + "\"><body>\n" + paragraphs + link + "\n</body></html>\n";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /** The innermost one says most, such as that a connection was refused. */
    private static String reason(Exception failure) {
        Throwable cause = failure instanceof org.springframework.mail.MailSendException send
                        && send.getMessageExceptions().length > 0
                ? send.getMessageExceptions()[0]
                : failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip();
    }
}
