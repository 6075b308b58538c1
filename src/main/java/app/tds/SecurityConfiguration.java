package app.tds;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may call what: health is open, the other endpoints and connecting need the admin's password, all else is denied.
 *
 * <p>The answer to an authorization is open too, because the integration's redirect carries no login; it counts only
 * with a state that the admin has begun. Webhooks are open as well: their signature is looked at by who receives them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    private static final String WEBHOOKS = "/api/v1/tds/webhooks/**";

    /** No login is looked at here, or anybody could keep us busy with checking passwords. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain webhooks(HttpSecurity http) {
        return http.securityMatcher(WEBHOOKS)
                .authorizeHttpRequests(it -> it.requestMatchers(HttpMethod.POST, WEBHOOKS)
                        .permitAll()
                        .requestMatchers(HttpMethod.PUT, WEBHOOKS)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http) {
        return http.authorizeHttpRequests(it -> it.requestMatchers("/actuator/health", "/actuator/health/liveness")
                        .permitAll()
                        .requestMatchers("/actuator/health/readiness")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/v1/tds/integrations/*/callback")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/v1/tds/integrations/*/connect/*")
                        .hasRole("ADMIN")
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .hasRole("ADMIN")
                        .anyRequest()
                        .denyAll())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No session and no form: there is nothing a forged request could ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    // Declared even without a user, or Boot would make one up and log its password.
    @Bean
    UserDetailsService users(SecuritySettings settings, PasswordEncoder encoder) {
        var users = new InMemoryUserDetailsManager();
        var password = settings.adminPassword();
        if (password != null && settings.hasPassword()) {
            users.createUser(User.withUsername(settings.adminUser())
                    .password(encoder.encode(password.value()))
                    .roles("ADMIN")
                    .build());
        }
        return users;
    }
}
