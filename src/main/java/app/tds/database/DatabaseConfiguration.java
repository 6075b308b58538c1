package app.tds.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.util.StringUtils;

/** A configured database if {@code spring.datasource.url} is set, else one of our own. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    static final String URL = "spring.datasource.url";

    static boolean isConfigured(Environment environment) {
        return StringUtils.hasText(environment.getProperty(URL));
    }

    // Needed before whatever else would look at it.
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InsufficientResources insufficientResources() {
        return new InsufficientResources();
    }

    @Bean
    static Hurried hurriedConnections(InsufficientResources resources) {
        return new Hurried(resources);
    }

    /** Inside the one that takes a connection at the first statement alone: who waits is asked where the waiting is done. */
    static final class Hurried implements BeanPostProcessor, PriorityOrdered {

        private final InsufficientResources resources;

        Hurried(InsufficientResources resources) {
            this.resources = resources;
        }

        @Override
        public Object postProcessBeforeInitialization(Object bean, String name) {
            if (bean instanceof HikariDataSource pool) {
                pool.setExceptionOverride(resources);
            }
            return bean;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof JdbcTemplate jdbc) {
                hear(jdbc);
            }
            return bean instanceof HikariDataSource pool ? new HurriedDataSource(pool, resources) : bean;
        }

        /** What goes past the pool's connections is heard too: COPY does. */
        private void hear(JdbcTemplate jdbc) {
            SQLExceptionTranslator usual = jdbc.getExceptionTranslator();
            jdbc.setExceptionTranslator((task, sql, error) -> {
                resources.adjudicate(error);
                return usual.translate(task, sql, error);
            });
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(Configured.class)
    static class ConfiguredDatabase {

        @Bean
        DatabaseLocation databaseLocation(Environment environment) {
            return Objects.requireNonNull(DatabaseLocation.of(
                    environment.getRequiredProperty(URL), environment.getProperty("spring.datasource.username")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NotConfigured.class)
    @EnableConfigurationProperties(DatabaseSettings.class)
    static class OwnDatabase {

        // Whatever uses the database is closed before it, since it depends on this bean.
        @Bean(destroyMethod = "close")
        OwnPostgres ownPostgres(DatabaseSettings settings) {
            return OwnPostgres.start(settings);
        }

        @Bean
        DatabaseLocation databaseLocation(OwnPostgres postgres) {
            return postgres.location();
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(OwnPostgres postgres) {
            var location = postgres.location();
            return new JdbcConnectionDetails() {

                @Override
                public String getUsername() {
                    return location.user();
                }

                @Override
                public String getPassword() {
                    return postgres.password().value();
                }

                @Override
                public String getJdbcUrl() {
                    return location.url();
                }
            };
        }
    }

    static class Configured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isConfigured(context.getEnvironment());
        }
    }

    static class NotConfigured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isConfigured(context.getEnvironment());
        }
    }
}
