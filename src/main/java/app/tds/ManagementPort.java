package app.tds;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Probes and metrics have a port of their own, the one after {@code server.port}: nobody who keeps the other port busy
 * makes the application look dead.
 */
class ManagementPort implements EnvironmentPostProcessor, Ordered {

    private static final String PORT = "management.server.port";
    private static final String ADDRESS = "management.server.address";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty(PORT) == null) {
            int port = environment.getProperty("server.port", Integer.class, 8080);
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "management port",
                            Map.of(
                                    PORT,
                                    port == 0 ? 0 : port + 1,
                                    ADDRESS,
                                    environment.getProperty("server.address", "127.0.0.1"))));
        }
    }

    /** After the configuration was read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
