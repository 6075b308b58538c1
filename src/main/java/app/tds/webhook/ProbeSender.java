package app.tds.webhook;

import app.tds.Secret;
import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookDelivery;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/** Sends a {@link Probe} the way that deliveries take, and says how far the probe came. */
@Component
class ProbeSender {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String JSON = "application/json";

    private static final String PASS_ON = "no webhooks are taken at this address; correct TDS_ZOHO_PUBLIC_URL, and have"
            + " the proxy pass on /api/v1/tds/webhooks/ as it is, without a login";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Inbox inbox;

    ProbeSender(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * How far a probe came.
     *
     * @param well whether the probe is in the inbox
     * @param text what was found and, if not well, what to do
     */
    record Way(boolean well, String text) {}

    Way send(SourceWebhooks webhooks, URI address, String organizationId, Secret secret, String secretSetting) {
        Probe probe = Probe.next();
        String query = Objects.requireNonNullElse(address.getRawQuery(), "");
        String signature = webhooks.sign(secret, new WebhookDelivery(query, JSON, probe.body(), null));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", JSON)
                .header(webhooks.signatureHeader(), signature)
                .POST(BodyPublishers.ofByteArray(probe.body()))
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            return answer.statusCode() == 202
                    ? kept(probe, organizationId)
                    : new Way(false, "was answered with " + answer.statusCode() + ": " + cure(answer, secretSetting));
        } catch (IOException failure) {
            return new Way(false, "did not arrive: " + reason(failure));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Way(false, "was not waited for: the command is about to end");
        }
    }

    private Way kept(Probe probe, String organizationId) {
        return inbox.holds(probe, organizationId)
                ? new Way(true, "arrived, was accepted and is durable")
                : new Way(
                        false,
                        "arrived and was accepted, and is not in this database: the process there uses another database,"
                                + " or a proxy does not pass the whole path on");
    }

    private static String cure(HttpResponse<Void> answer, String secretSetting) {
        boolean login = answer.headers().firstValue("WWW-Authenticate").isPresent();
        return switch (answer.statusCode()) {
            case 401 -> login ? PASS_ON : "what serves there has another secret; give it the same " + secretSetting;
            case 429 -> "it takes no more in this minute; try again in the next";
            case 503 -> "it cannot store it now; doctor says what is wrong with the database";
            case 301, 302, 303, 307, 308 -> "senders follow no redirect; set TDS_ZOHO_PUBLIC_URL to where it leads";
            default -> PASS_ON;
        };
    }

    private static String reason(IOException failure) {
        if (failure.getCause() instanceof UnresolvedAddressException
                || failure.getCause() != null && failure.getCause().getCause() instanceof UnresolvedAddressException) {
            return "no such host is known; correct TDS_ZOHO_PUBLIC_URL";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer within " + PATIENCE.toSeconds() + " s; let requests through to it, and start serve";
        }
        if (failure instanceof SSLException) {
            return "its certificate is no good (" + failure.getMessage() + "); the sender refuses it as well";
        }
        return failure instanceof ConnectException
                ? "nothing answers there; start serve, and have the proxy pass requests on to it"
                : "the connection broke off (" + failure.getMessage() + "); look at the log of the proxy";
    }
}
