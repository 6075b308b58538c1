package app.tds.access;

import app.tds.access.ApiKeys.ApiKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A person who has logged in at a page stays logged in until logging out, for some hours, or as long as the key of a
 * link is good.
 */
@Component
@ConditionalOnWebApplication(type = Type.SERVLET)
public class Sessions {

    private static final String KEY = Sessions.class.getName() + ".key";

    private final AuthenticationProvider logins;
    private final ApiKeys keys;
    private final Audit audit;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    Sessions(AuthenticationProvider logins, ApiKeys keys, Audit audit) {
        this.logins = logins;
        this.keys = keys;
        this.audit = audit;
    }

    /** The key of a session that a link began. */
    private record Held(String id, String name) implements Serializable {}

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
            begin(logins.authenticate(asked), "user " + user, request, response);
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
        HttpSession session =
                begin(ApiKeyFilter.holder(key.get()), "key " + key.get().id(), request, response);
        session.setAttribute(KEY, new Held(key.get().id(), key.get().name()));
        return Outcome.BEGUN;
    }

    private HttpSession begin(
            Authentication person, String login, HttpServletRequest request, HttpServletResponse response) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        HttpSession session = request.getSession(true);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(person);
        contexts.saveContext(context, request, response);
        audit.done(
                new Login(login, person.getName(), () -> true),
                request.getRemoteAddr(),
                "login at a page",
                "done",
                null);
        return session;
    }

    /** Ends the session of this request, if there is one. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Ends a session whose key was revoked, and says of a good one whose it is. */
    static final class Ended extends OncePerRequestFilter {

        private final ApiKeys keys;

        Ended(ApiKeys keys) {
            this.keys = keys;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            HttpSession session = request.getSession(false);
            if (session != null && session.getAttribute(KEY) instanceof Held key) {
                if (keys.isGood(key.id())) {
                    new Login("key " + key.id(), "key " + key.name(), () -> keys.isGood(key.id())).keepIn(request);
                } else {
                    session.invalidate();
                    SecurityContextHolder.clearContext();
                }
            }
            chain.doFilter(request, response);
        }
    }
}
