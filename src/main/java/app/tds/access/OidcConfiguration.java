package app.tds.access;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;

/**
 * Logins at another provider by OpenID Connect. None of this is there unless Boot's own properties name a provider. What
 * remains of such a login is a session like every other: its name and its role, and none of the provider's tokens.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnOAuth2ClientRegistrationProperties
@EnableConfigurationProperties(OidcSettings.class)
class OidcConfiguration {

    /** Somebody waits for the page that follows. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String ANSWER = "/login/oauth2/code/*";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain oidc(
            HttpSecurity http,
            OidcSettings settings,
            LoginProviders providers,
            Sessions sessions,
            Audit audit,
            Clock clock) {
        var calls = new OidcCalls(PATIENCE);
        var outcome = new OidcOutcome(new OidcRoles(settings), sessions, audit);
        return http.securityMatcher(LoginProviders.BEGIN + "*", ANSWER)
                .authorizeHttpRequests(it -> it.anyRequest().permitAll())
                .oauth2Login(it -> it.loginPage(AccessRule.LOGIN)
                        .authorizationEndpoint(begin -> begin.authorizationRequestRepository(new BegunLogins()))
                        .authorizedClientRepository(new NoTokens())
                        .tokenEndpoint(token -> token.accessTokenResponseClient(calls.tokens()))
                        .userInfoEndpoint(person -> person.oidcUserService(calls.people()))
                        .successHandler(outcome::succeeded)
                        .failureHandler(outcome::failed))
                .addFilterBefore(new FewBegunLogins(providers, clock), OAuth2AuthorizationRequestRedirectFilter.class)
                .securityContext(it -> it.securityContextRepository(new NullSecurityContextRepository()))
                // A login begins another session, and ends the one in which it was asked for.
                .sessionManagement(it -> it.sessionFixation(fixation -> fixation.none()))
                // Answers come by GET alone; the state in them takes the place of a token.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
