package app.tds.webhook;

import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookDelivery;
import app.tds.webhook.GroupCommit.NotStored;
import app.tds.webhook.Verification.Forged;
import app.tds.webhook.Verification.Genuine;
import app.tds.webhook.Verification.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes deliveries: checks the signature, keeps genuine deliveries, and answers. The drain works them off later. */
@RestController
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebhookController {

    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

    private final Map<String, SourceWebhooks> integrations;
    private final Verification verification;
    private final DeliveryBodies bodies;
    private final Filing filing;
    private final GroupCommit inbox;
    private final RefusedDeliveries refused;
    private final InboxDrain drain;
    private final RequestRate rate;
    private final DeliveryMeters meters;

    WebhookController(
            List<SourceWebhooks> integrations,
            Verification verification,
            DeliveryBodies bodies,
            Filing filing,
            GroupCommit inbox,
            RefusedDeliveries refused,
            InboxDrain drain,
            WebhookSettings settings,
            DeliveryMeters meters,
            Clock clock) {
        this.integrations = integrations.stream().collect(Collectors.toMap(SourceWebhooks::name, Function.identity()));
        this.verification = verification;
        this.bodies = bodies;
        this.filing = filing;
        this.inbox = inbox;
        this.refused = refused;
        this.drain = drain;
        this.rate = new RequestRate(settings.perMinute(), clock);
        this.meters = meters;
    }

    @RequestMapping(
            path = "/api/v1/tds/webhooks/{integration}/{*rest}",
            method = {RequestMethod.POST, RequestMethod.PUT})
    void receive(
            @PathVariable String integration,
            @PathVariable String rest,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SourceWebhooks webhooks = integrations.get(integration);
        if (webhooks == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no integration \"" + integration + "\".");
        }
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        Address address = Address.of(integration, rest, query);
        String signature = request.getHeader(webhooks.signatureHeader());
        boolean local = Loopback.made(request);
        Refusal unread = verification.beforeReading(webhooks, address, signature, local);
        var receiver = new DeliveryBodies.Receiver() {

            @Override
            public ResponseEntity<ProblemDetail> whole(byte[] body) {
                String type = Objects.requireNonNullElse(request.getContentType(), "");
                WebhookDelivery delivery = new WebhookDelivery(query, type, body, signature);
                Verdict verdict = verification.of(webhooks, delivery, address, local);
                return verdict instanceof Genuine genuine
                        ? keep(webhooks, delivery, address, genuine, request)
                        : refused(((Forged) verdict).reason());
            }

            @Override
            public ResponseEntity<ProblemDetail> refused(Refusal reason) {
                return refuse(reason, address, request, signature);
            }
        };
        if (unread != null) {
            bodies.answer(response, receiver.refused(unread));
        } else {
            bodies.read(request, response, receiver);
        }
    }

    private ResponseEntity<ProblemDetail> keep(
            SourceWebhooks webhooks,
            WebhookDelivery delivery,
            Address address,
            Genuine genuine,
            HttpServletRequest request) {
        if (!rate.take(String.join(",", genuine.organizations()))) {
            return refuse(Refusal.TOO_MANY, address, request, delivery.signature());
        }
        List<InboxRow> rows = filing.file(webhooks, delivery, address.path(), genuine.organizations());
        try {
            inbox.store(rows);
        } catch (NotStored failure) {
            log.error("a genuine delivery could not be kept: {}", failure.getMessage());
            return refuse(Refusal.NOT_STORED, address, request, delivery.signature());
        }
        InboxRow row = rows.get(0);
        meters.kept(row);
        drain.wake();
        return ResponseEntity.status(HttpStatus.ACCEPTED).build();
    }

    private ResponseEntity<ProblemDetail> refuse(
            Refusal reason, Address address, HttpServletRequest request, @Nullable String signature) {
        int status = refused.refuse(reason, address, request, signature);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == 429 || status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "10");
        }
        // Who is refused too often is told no more about the reason.
        String sentence = status == reason.status() ? reason.sentence() : Refusal.TOO_OFTEN;
        return answer.body(ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), sentence));
    }
}
