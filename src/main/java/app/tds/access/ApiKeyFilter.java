package app.tds.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever shows a good key; a key that is not good is refused, whatever else the request shows. */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";

    private final ApiKeys keys;
    private final AuthenticationEntryPoint refusal;

    ApiKeyFilter(ApiKeys keys, AuthenticationEntryPoint refusal) {
        this.keys = keys;
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
            refusal.commence(request, response, new BadCredentialsException("the key in " + HEADER + " is not good"));
            return;
        }
        var holder = UsernamePasswordAuthenticationToken.authenticated(
                "key " + key.get().name(),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + key.get().role()));
        String id = key.get().id();
        new Login("key " + id, holder.getName(), () -> keys.isGood(id)).keepIn(request);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(holder);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
