package app.tds;

import app.tds.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole application with its web pages, not connected to its sandbox yet, and with a clock of one's own. */
public final class ServingApplication implements AutoCloseable {

    /** Who may connect. */
    public static final String ADMIN = "admin:s3cret-s3cret";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private ServingApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; further settings are {@code key=value} and go before the usual ones. */
    public static ServingApplication start(Sandbox sandbox, TestDatabase database, Clock clock, String... more) {
        return start(
                sandbox,
                database,
                context -> context.registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)),
                more);
    }

    /** Starts it with beans of one's own. */
    public static ServingApplication start(
            Sandbox sandbox, TestDatabase database, Consumer<GenericApplicationContext> beans, String... more) {
        Map<String, String> settings = new LinkedHashMap<>(RunningApplication.settings(sandbox, database));
        settings.put("tds.zoho.refresh-token", "");
        settings.put("server.port", "0");
        // One port for everything starts sooner.
        settings.put("management.server.port", "");
        settings.put("tds.security.admin-password", "s3cret-s3cret");
        Arrays.stream(more).map(it -> it.split("=", 2)).forEach(it -> settings.put(it[0], it[1]));
        return new ServingApplication(new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.SERVLET)
                .initializers(it -> beans.accept((GenericApplicationContext) it))
                .run(settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new)));
    }

    /** The application itself, for commands that work in it. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type, by name. */
    public <T> Map<String, T> beans(Class<T> type) {
        return context.getBeansOfType(type);
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** A GET that follows no redirect. */
    public HttpResponse<String> get(String path, String login) {
        return get(address(path), login);
    }

    /** A GET of any address that follows no redirect. */
    public HttpResponse<String> get(URI address, String login) {
        return send(HttpRequest.newBuilder(address), login);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String login) {
        if (!login.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
