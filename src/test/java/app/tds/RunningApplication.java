package app.tds;

import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.source.SourceFailure;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application without its web pages, against a sandbox and a database of one's own. */
public final class RunningApplication implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; further settings are {@code key=value}. */
    public static RunningApplication start(Sandbox sandbox, TestDatabase database, String... more) {
        return start(sandbox, database, context -> {}, more);
    }

    /** Starts it with a clock of one's own. */
    public static RunningApplication start(Sandbox sandbox, TestDatabase database, Clock clock, String... more) {
        return start(
                sandbox,
                database,
                context -> context.registerBean(
                        "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true)),
                more);
    }

    /** Starts it with beans of one's own. */
    public static RunningApplication start(
            Sandbox sandbox, TestDatabase database, Consumer<GenericApplicationContext> beans, String... more) {
        Map<String, String> settings = settings(sandbox, database);
        for (String setting : more) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        var application = new RunningApplication(new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) -> beans.accept(context))
                .run(arguments));
        try {
            application.bean(OrganizationRefresh.class).refresh();
        } catch (SourceFailure.Throttled paused) {
            // What is known of the organizations is in the database, and a service goes on with it.
        }
        return application;
    }

    /** What a start needs to know, as properties. */
    public static Map<String, String> settings(Sandbox sandbox, TestDatabase database) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", database.url());
        settings.put("tds.zoho.accounts-url", sandbox.accountsUrl().toString());
        settings.put("tds.zoho.client-id", sandbox.clientId());
        settings.put("tds.zoho.client-secret", sandbox.clientSecret());
        settings.put("tds.zoho.refresh-token", sandbox.refreshToken());
        settings.put("tds.zoho.organizations", String.join(",", sandbox.organizationIds()));
        settings.put("tds.zoho.calls-per-minute", "0");
        settings.put("tds.zoho.retry-delay", "1ms");
        settings.put("logging.level.app.tds.zoho.calls", "off");
        settings.put("tds.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        return settings;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of this type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public CompletableFuture<RunFinished> launch(LaunchRequest request) {
        return bean(Launcher.class).launch(request).finished();
    }

    public CompletableFuture<RunFinished> launch(String job, String organization, RunMode mode) {
        return launch(new LaunchRequest(job, organization, mode, AskedBy.person("test")));
    }

    public RunFinished run(String job, String organization, RunMode mode) {
        return launch(job, organization, mode).join();
    }

    @Override
    public void close() {
        context.close();
    }
}
