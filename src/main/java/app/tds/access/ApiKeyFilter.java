package app.tds.access;

import app.tds.access.ApiKeys.ApiKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in a request with a good key. A request with any other key is refused, also if it shows a password. */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";

    private final ApiKeys keys;
    private final Audit audit;
    private final AuthenticationEntryPoint refusal;

    ApiKeyFilter(ApiKeys keys, Audit audit, AuthenticationEntryPoint refusal) {
        this.keys = keys;
        this.audit = audit;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = request.getHeader(HEADER);
        if (presented == null) {
            chain.doFilter(request, response);
            return;
        }
        var key = keys.good(presented);
        if (key.isEmpty()) {
            // Of a wrong key nothing is noted but where it came from: it may be one that was mistyped.
            audit.refused("?", "key", request.getRemoteAddr(), "login", "a key that is not good");
            refusal.commence(request, response, new BadCredentialsException("the key in " + HEADER + " is not good"));
            return;
        }
        var holder = holder(key.get());
        String id = key.get().id();
        new Login("key " + id, holder.getName(), () -> keys.isGood(id)).keepIn(request);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(holder);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    static Authentication holder(ApiKey key) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "key " + key.name(), null, AuthorityUtils.createAuthorityList("ROLE_" + key.role()));
    }
}
