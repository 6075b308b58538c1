package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.ConnectionMade;
import app.tds.source.NeededLists;
import app.tds.source.SourceFailure;
import app.tds.zoho.OAuthStates.Begun;
import app.tds.zoho.OAuthStates.Fresh;
import app.tds.zoho.OAuthStates.StateRefused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** Sends the admin to Zoho to allow a connection, and takes Zoho's answer. */
@RestController
@RequestMapping("/api/v1/tds/integrations/zoho")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ConnectController {

    private static final Logger log = LoggerFactory.getLogger(ConnectController.class);
    private static final String COOKIE = "tds-connect";
    private static final String CALLBACK = "/api/v1/tds/integrations/zoho/callback";

    private final ZohoConnections connections;
    private final AccessTokens tokens;
    private final OAuthStates states;
    private final NeededLists lists;
    private final Environment environment;
    private final ApplicationEventPublisher events;
    private final String publicUrl;

    ConnectController(
            ZohoConnections connections,
            AccessTokens tokens,
            OAuthStates states,
            NeededLists lists,
            Environment environment,
            ApplicationEventPublisher events,
            @Value("${tds.zoho.public-url:}") String publicUrl) {
        this.connections = connections;
        this.tokens = tokens;
        this.states = states;
        this.lists = lists;
        this.environment = environment;
        this.events = events;
        this.publicUrl = publicUrl.strip();
    }

    @GetMapping("/connect/{name}")
    ResponseEntity<String> connect(@PathVariable String name) {
        Optional<ZohoConnection> known = connections.named(name);
        if (known.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such connection; there are " + connections.names() + ".");
        }
        ZohoConnection connection = known.get();
        if (connection.refreshToken() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, AccessTokens.configured(connection));
        }
        Begun begun = new Begun(name, redirectUri());
        Fresh fresh = states.begin(begun);
        URI zoho = UriComponentsBuilder.fromUri(connection.accounts())
                .replacePath("/oauth/v2/auth")
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("scope", "{scope}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("access_type", "offline")
                .queryParam("prompt", "consent")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(Map.of(
                        "client",
                        connection.clientId(),
                        "scope",
                        String.join(",", ZohoScopes.of(lists.of("zoho"))),
                        "redirect",
                        begun.redirectUri().toString(),
                        "state",
                        fresh.state()))
                .toUri();
        log.info("Connection {}: the admin is sent to Zoho to allow it", name);
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(zoho)
                .header(HttpHeaders.SET_COOKIE, cookie(fresh, begun.redirectUri()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Zoho's answer counts in this browser only. The answer comes as a link from another site. */
    private static String cookie(Fresh fresh, URI answer) {
        return ResponseCookie.from(COOKIE, fresh.browser())
                .httpOnly(true)
                .secure("https".equals(answer.getScheme()))
                .sameSite("Lax")
                .path(answer.getPath())
                .maxAge(OAuthStates.VALID)
                .build()
                .toString();
    }

    private URI redirectUri() {
        String address =
                publicUrl.isEmpty() ? "http://127.0.0.1:" + environment.getProperty("local.server.port") : publicUrl;
        return URI.create(address.replaceAll("/+$", "") + CALLBACK);
    }

    /** Nobody is logged in here: what the query says counts only with a state that this application has given out. */
    @GetMapping("/callback")
    ResponseEntity<String> callback(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String error,
            @RequestParam(name = "accounts-server", required = false) @Nullable String accountsServer,
            @RequestParam(required = false) @Nullable String location,
            @CookieValue(name = COOKIE, defaultValue = "") String browser) {
        try {
            Begun begun = states.use(state, browser);
            return answered(begun, code, error, accountsServer, location);
        } catch (StateRefused refused) {
            // Anybody can send what is no state at all, as often as they like.
            log.atLevel(refused.outcome() == ConnectOutcome.UNKNOWN ? Level.DEBUG : Level.WARN)
                    .log("An answer to an authorization was refused: {}", refused.getMessage());
            return page(refused.outcome(), "");
        }
    }

    private ResponseEntity<String> answered(
            Begun begun, String code, String error, @Nullable String accountsServer, @Nullable String location) {
        Optional<ZohoConnection> connection = connections.named(begun.connection());
        if (connection.isEmpty()) {
            return ended(begun, ConnectOutcome.GONE, "");
        }
        if (!error.isEmpty()) {
            return ended(begun, ConnectOutcome.DENIED, "");
        }
        if (code.isEmpty()) {
            return ended(begun, ConnectOutcome.INCOMPLETE, "");
        }
        URI accounts = AccountsServer.located(location, connection.get());
        if (accountsServer != null) {
            accounts = AccountsServer.named(accountsServer, connection.get()).orElse(null);
            if (accounts == null) {
                return ended(begun, ConnectOutcome.FOREIGN_SERVER, "");
            }
        }
        try {
            Access access = tokens.connect(connection.get(), new Secret(code), begun.redirectUri(), accounts);
            events.publishEvent(new ConnectionMade("zoho", begun.connection()));
            var missing = ZohoScopes.missing(access.scope(), ZohoScopes.of(lists.of("zoho")));
            return ended(
                    begun,
                    ConnectOutcome.CONNECTED,
                    missing.isEmpty() ? "" : "Not allowed, though the jobs need it: " + String.join(", ", missing));
        } catch (SourceFailure failure) {
            return ended(begun, ConnectOutcome.REFUSED, String.valueOf(failure.getMessage()));
        }
    }

    private static ResponseEntity<String> ended(Begun begun, ConnectOutcome outcome, String detail) {
        if (outcome != ConnectOutcome.CONNECTED) {
            log.warn("Connection {} was not made: {} {}", begun.connection(), outcome.english(), detail);
        }
        return page(outcome, detail);
    }

    private static ResponseEntity<String> page(ConnectOutcome outcome, String detail) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>TDS Zoho Sync</title></head>
                <body>
                <section lang="en" dir="ltr"><p>%s</p></section>
                <section lang="ar" dir="rtl"><p>%s</p></section>
                %s</body>
                </html>
                """.formatted(
                HtmlUtils.htmlEscape(outcome.english()),
                outcome.arabic(),
                detail.isBlank()
                        ? ""
                        : "<section lang=\"en\" dir=\"ltr\"><p>" + HtmlUtils.htmlEscape(detail) + "</p></section>\n");
        return ResponseEntity.status(outcome.status())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // The address holds a code: it is told to nobody.
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .body(html);
    }
}
