package app.tds.access;

import app.tds.Sha256;
import app.tds.access.ApiKeys.ApiKey;
import app.tds.access.Logins.Person;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.convert.ConversionException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A person who has logged in at a page stays logged in until logging out, for some hours, or as long as the key of a
 * link is good.
 */
@Component
@ConditionalOnWebApplication(type = Type.SERVLET)
public class Sessions {

    private static final String HELD = Sessions.class.getName() + ".held";

    private final AuthenticationProvider logins;
    private final SecuritySettings settings;
    private final ApiKeys keys;
    private final LoginProviders providers;
    private final Audit audit;

    Sessions(
            AuthenticationProvider logins,
            SecuritySettings settings,
            ApiKeys keys,
            LoginProviders providers,
            Audit audit) {
        this.logins = logins;
        this.settings = settings;
        this.keys = keys;
        this.providers = providers;
        this.audit = audit;
    }

    /**
     * What a session keeps, in whichever process it began.
     *
     * @param key the id of the key of a link; empty for a person with a password
     * @param name of whoever logged in
     * @param role what whoever logged in may do
     * @param mark of the password, too short to tell anything of it
     * @param provider where the person logged in, if not here; else null
     */
    private record Held(
            String key,
            String name,
            String role,
            int mark,
            @Nullable String provider) implements Serializable {}

    /** The users who may do this much with a password. */
    public List<String> users(Role role) {
        return settings.people().stream()
                .filter(person -> person.role().compareTo(role) >= 0)
                .map(Person::name)
                .toList();
    }

    /** How a login went. */
    public enum Outcome {
        /** A session has begun. */
        BEGUN,
        /** User or password is wrong, or the key is not good. */
        WRONG,
        /** Too many logins have failed: this one was not looked at. */
        NOT_HEARD
    }

    /** Begins a session of the person with this password. */
    public Outcome begin(String user, String password, HttpServletRequest request, HttpServletResponse response) {
        var asked = UsernamePasswordAuthenticationToken.unauthenticated(user, password);
        asked.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
        try {
            Authentication person = Objects.requireNonNull(logins.authenticate(asked), "a login or a refusal");
            begin(
                    new Held("", person.getName(), role(person), mark(person.getName()), null),
                    "user " + person.getName(),
                    request,
                    response);
            return Outcome.BEGUN;
        } catch (Logins.NotHeard late) {
            return Outcome.NOT_HEARD;
        } catch (AuthenticationException wrong) {
            return Outcome.WRONG;
        }
    }

    /** Begins a session of whoever holds this key. */
    public Outcome begin(String presented, HttpServletRequest request, HttpServletResponse response) {
        Optional<ApiKey> key = keys.good(presented);
        if (key.isEmpty()) {
            audit.refused("?", "key", request.getRemoteAddr(), "login", "a key that is not good");
            return Outcome.WRONG;
        }
        Authentication holder = ApiKeyFilter.holder(key.get());
        String id = key.get().id();
        begin(new Held(id, holder.getName(), role(holder), 0, null), "key " + id, request, response);
        return Outcome.BEGUN;
    }

    /** Begins a session of a person whom another provider knows. */
    void begin(String provider, String name, Role role, HttpServletRequest request, HttpServletResponse response) {
        begin(new Held("", name, "ROLE_" + role.name(), 0, provider), "user " + name, request, response);
    }

    private void begin(Held held, String login, HttpServletRequest request, HttpServletResponse response) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        request.getSession(true).setAttribute(HELD, held);
        audit.done(new Login(login, held.name(), () -> true), request.getRemoteAddr(), "login at a page", "done", null);
    }

    private static String role(Authentication person) {
        return Objects.requireNonNull(person.getAuthorities().iterator().next().getAuthority(), "a role has a name");
    }

    private int mark(String name) {
        return settings.people().stream()
                .filter(person -> person.name().equals(name))
                .map(person -> Sha256.of(person.password().value().getBytes(StandardCharsets.UTF_8)))
                .map(hash -> ByteBuffer.wrap(hash).getShort() & 0xffff)
                .findFirst()
                .orElse(-1);
    }

    /** Whether whoever began the session would still be let in, with the same role. */
    private boolean isGood(Held held) {
        if (held.provider() != null) {
            return providers.has(held.provider());
        }
        return held.key().isEmpty()
                ? settings.people().stream()
                                .anyMatch(person -> person.name().equals(held.name())
                                        && held.role()
                                                .equals("ROLE_" + person.role().name()))
                        && mark(held.name()) == held.mark()
                : keys.isGood(held.key());
    }

    /** Ends the session of this request, if there is one. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Says of each request whose session it comes with; ends a session whose key or password is good no more. */
    OncePerRequestFilter resumed() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                HttpSession session = request.getSession(false);
                if (session != null) {
                    held(session)
                            .filter(Sessions.this::isGood)
                            .ifPresentOrElse(held -> resume(held, request), session::invalidate);
                }
                chain.doFilter(request, response);
            }
        };
    }

    /** Empty if another version of this application wrote it, in a way that cannot be read. */
    private static Optional<Held> held(HttpSession session) {
        try {
            return session.getAttribute(HELD) instanceof Held held ? Optional.of(held) : Optional.empty();
        } catch (ConversionException unreadable) {
            return Optional.empty();
        }
    }

    private void resume(Held held, HttpServletRequest request) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                held.name(), null, AuthorityUtils.createAuthorityList(held.role())));
        SecurityContextHolder.setContext(context);
        String login = held.key().isEmpty() ? "user " + held.name() : "key " + held.key();
        new Login(login, held.name(), () -> isGood(held)).keepIn(request);
    }
}
