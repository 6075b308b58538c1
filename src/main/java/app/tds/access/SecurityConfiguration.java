package app.tds.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** How somebody shows who they are; {@link AccessRule} says what they may do then. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** What each filter does is not measured: for a request that is answered in no time, that takes longer than the rest. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * What is open to everybody: webhooks, whose receiver looks at their signature, and what has no role in
     * {@link AccessRule}. No login is looked at there, or anybody could try passwords.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain open() {
        var paths = PathPatternRequestMatcher.withDefaults();
        var open = AccessRule.ALL.stream()
                .filter(rule -> rule.needs() == null && !rule.path().equals(AccessRule.LOGIN))
                .map(rule -> (RequestMatcher) paths.matcher(rule.method(), rule.path()))
                .toList();
        return new DefaultSecurityFilterChain(
                new OrRequestMatcher(open),
                new HeaderWriterFilter(List.of(
                        new XContentTypeOptionsHeaderWriter(),
                        new CacheControlHeadersWriter(),
                        new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY))));
    }

    /** A password is taken only from a page of this site. Nobody who is logged in already is looked at. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 2)
    SecurityFilterChain login(CsrfTokenRepository tokens, Audit audit, JsonMapper mapper) {
        var paths = PathPatternRequestMatcher.withDefaults();
        var csrf = new CsrfFilter(tokens);
        csrf.setRequestHandler(new FormToken());
        csrf.setAccessDeniedHandler(new Denials(audit, new Refusals(mapper)));
        return new DefaultSecurityFilterChain(
                new OrRequestMatcher(
                        paths.matcher(HttpMethod.GET, AccessRule.LOGIN),
                        paths.matcher(HttpMethod.POST, AccessRule.LOGIN)),
                new HeaderWriterFilter(List.of(
                        new XContentTypeOptionsHeaderWriter(),
                        new CacheControlHeadersWriter(),
                        new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY))),
                csrf);
    }

    @Bean
    SecurityFilterChain access(
            HttpSecurity http,
            ApiKeys keys,
            Sessions sessions,
            Audit audit,
            JsonMapper mapper,
            CsrfTokenRepository tokens) {
        var refusals = new Refusals(mapper);
        return http.authorizeHttpRequests(it -> {
                    // What goes on with a request that was let in.
                    it.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    for (var rule : AccessRule.ALL) {
                        if (rule.needs() != null) {
                            it.requestMatchers(rule.method(), rule.path())
                                    .hasAnyRole(rule.needs().andAbove());
                        }
                    }
                    it.anyRequest().denyAll();
                })
                .addFilterBefore(new ApiKeyFilter(keys, audit, refusals), CsrfFilter.class)
                .addFilterBefore(sessions.resumed(), CsrfFilter.class)
                .httpBasic(it -> it.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(new Denials(audit, refusals)))
                .csrf(it -> it.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(new FormToken())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::aBrowserMayHaveSentIt))
                // Only a login at a page makes a session, with a new id that nobody else knows. Later the id stays:
                // a person who opens several pages at once would be logged out by all but one.
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.NEVER)
                        .sessionFixation(fixation -> fixation.none()))
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    CsrfTokenRepository tokensOfPages(@Value("${tds.zoho.public-url:}") String publicUrl) {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> {
            cookie.sameSite("Strict");
            // Behind a proxy that ends TLS, a request itself does not say so.
            if (isSecure(publicUrl)) {
                cookie.secure(true);
            }
        });
        return tokens;
    }

    /** Like the token: over TLS alone where others reach the application so. */
    @Bean
    DefaultCookieSerializerCustomizer sessionCookie(@Value("${tds.zoho.public-url:}") String publicUrl) {
        return cookie -> {
            if (isSecure(publicUrl)) {
                cookie.setUseSecureCookie(true);
            }
        };
    }

    /** Who is logged in stays so while the database is away. */
    @Bean
    static BeanPostProcessor rememberedSessions(ObjectProvider<Clock> clock) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof SessionRepository<?> kept
                        ? new RememberedSessions<>(kept, clock.getObject())
                        : bean;
            }
        };
    }

    private static boolean isSecure(String publicUrl) {
        return publicUrl.strip().startsWith("https:");
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(JsonMapper mapper) {
        var registration = new FilterRegistrationBean<>(new BodyLimit(new Refusals(mapper)));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 2);
        return registration;
    }

    @Bean
    FilterRegistrationBean<AuditFilter> auditing(Audit audit) {
        var registration = new FilterRegistrationBean<>(new AuditFilter(audit));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return registration;
    }

    @Bean
    ErrorAttributes serverErrors() {
        return new ServerErrors();
    }

    /** A browser adds a password or a session to every request that a foreign page makes it send, but never a key. */
    private static boolean aBrowserMayHaveSentIt(HttpServletRequest request) {
        return !LOOKING.contains(request.getMethod())
                && (request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getRequestedSessionId() != null);
    }

    // Declared even without a user, or Boot would make one up and log its password.
    @Bean
    AuthenticationProvider logins(SecuritySettings settings, Audit audit, Clock clock) {
        return new Logins(settings, new FailedLogins(settings.failedLogins(), clock), audit);
    }
}
