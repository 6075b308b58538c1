package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** What becomes of a login at another provider: a session if the person has a role here, else a sentence. */
final class OidcOutcome {

    private static final int LONGEST_NAME = 80;

    private final OidcRoles roles;
    private final Sessions sessions;
    private final Audit audit;

    OidcOutcome(OidcRoles roles, Sessions sessions, Audit audit) {
        this.roles = roles;
        this.sessions = sessions;
        this.audit = audit;
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication login) throws IOException {
        var token = (OAuth2AuthenticationToken) login;
        String provider = token.getAuthorizedClientRegistrationId();
        Map<String, Object> claims = token.getPrincipal().getAttributes();
        // The provider in the name keeps people apart from the users of this configuration.
        String name = name(claims, token.getName()) + " (" + provider + ")";
        Optional<Role> role = roles.of(claims);
        if (role.isEmpty()) {
            refuse(
                    request,
                    response,
                    name,
                    "the provider knows this person, but no role here follows from what it says",
                    "role");
            return;
        }
        sessions.begin(provider, name, role.get(), request, response);
        response.sendRedirect("/");
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        String code = reason instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : reason.getClass().getSimpleName();
        refuse(request, response, "?", "the login at the provider failed: " + plain(code), "failed");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String name, String why, String said)
            throws IOException {
        audit.refused(name, "oidc", request.getRemoteAddr(), "login", why);
        sessions.end(request);
        response.sendRedirect(AccessRule.LOGIN + "?elsewhere=" + said);
    }

    private static String name(Map<String, Object> claims, String otherwise) {
        return Stream.of("preferred_username", "email", "login")
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(it -> plain((String) it))
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse(plain(otherwise));
    }

    private static String plain(String text) {
        String plain = text.replaceAll("\\p{C}", "").strip();
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }
}
