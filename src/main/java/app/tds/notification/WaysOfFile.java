package app.tds.notification;

import app.tds.Secret;
import app.tds.notification.Receiver.Signed;
import app.tds.notification.Receiver.Telegram;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How a receiver of {@code receivers.yaml} is told. */
record WaysOfFile(Facts facts) {

    private static final String PREFIX = "whsec_";
    private static final int LEAST_SECRET = 24;
    private static final int LONGEST_SECRET = 64;

    List<String> mail(String key) {
        List<String> addresses = facts.list(key);
        addresses.stream()
                .filter(it -> !it.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+"))
                .forEach(it -> facts.problem(key, "\"" + it + "\" is not an address such as sara@example.com"));
        if (!addresses.isEmpty()) {
            facts.requireSetting(key, "spring.mail.host", "needs a server that sends mail: set SPRING_MAIL_HOST");
            facts.requireSetting(key, "tds.alerts.mail-from", "needs a sender: set TDS_ALERTS_MAIL_FROM");
        }
        return addresses;
    }

    Optional<Secret> slack(String key) {
        return facts.required(key + ".url", facts.secretAddress(key + ".url"), "the address of the incoming webhook");
    }

    Optional<Telegram> telegram(String key) {
        var token = facts.required(key + ".token", facts.secret(key + ".token"), "what BotFather gave you");
        var chat = facts.required(key + ".chat", facts.text(key + ".chat"), "the number or @name of the chat");
        token.filter(it -> !it.value().matches("[0-9]{3,20}:[A-Za-z0-9_-]{20,100}"))
                .ifPresent(it -> facts.problem(key + ".token", "is not a token of a bot, digits:letters"));
        return token.flatMap(it -> chat.map(name -> new Telegram(it, name)));
    }

    Optional<Signed> webhook(String key) {
        var url = facts.required(key + ".url", facts.address(key + ".url", false), "where messages are posted");
        var secret = facts.required(
                key + ".secret", facts.secret(key + ".secret"), "what requests are signed with, whsec_ and base64");
        secret.filter(it -> !isSigningSecret(it.value()))
                .ifPresent(it -> facts.problem(
                        key + ".secret",
                        "is not whsec_ and 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64"
                                + " 32)"));
        return url.flatMap(address -> secret.map(it -> new Signed(address, it)));
    }

    private static boolean isSigningSecret(String text) {
        try {
            int bytes =
                    Base64.getDecoder().decode(text.substring(text.startsWith(PREFIX) ? PREFIX.length() : 0)).length;
            return bytes >= LEAST_SECRET && bytes <= LONGEST_SECRET;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** It usually is on a network of one's own, and no secret travels there. */
    Optional<URI> alertmanager(String key) {
        return facts.required(
                key + ".url", facts.address(key + ".url", true), "its address, such as http://alertmanager:9093");
    }
}
