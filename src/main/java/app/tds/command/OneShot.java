package app.tds.command;

import app.tds.TdsApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** The application for as long as one piece of work takes, beside a process that serves or alone. */
final class OneShot {

    private static final MapPropertySource BESIDE_OTHERS = new MapPropertySource(
            "beside others", Map.of("tds.database.join", "true", "spring.datasource.hikari.minimum-idle", "1"));

    private static final ThreadLocal<@Nullable ConfigurableApplicationContext> LENT = new ThreadLocal<>();

    private OneShot() {}

    /** Lets the commands that are given in this work use an application that runs already, in place of one of their own. */
    static int inside(ConfigurableApplicationContext running, IntSupplier work) {
        LENT.set(running);
        try {
            return work.getAsInt();
        } finally {
            LENT.remove();
        }
    }

    static <T> int with(Class<T> needed, ToIntFunction<T> work) {
        return with(context -> work.applyAsInt(context.getBean(needed)));
    }

    static int with(ToIntFunction<ConfigurableApplicationContext> work) {
        return with("command", "error", work);
    }

    /**
     * Does the work and ends.
     *
     * @param log the name of the file in the folder of logs
     * @param console what of the log the person sees: warn, error or off
     */
    static int with(String log, String console, ToIntFunction<ConfigurableApplicationContext> work) {
        return with(log, console, configured -> {}, work);
    }

    /**
     * Does the work and ends.
     *
     * @param begin is told of the configuration as soon as it is read, whether or not the application can start
     */
    static int with(
            String log,
            String console,
            Consumer<Environment> begin,
            ToIntFunction<ConfigurableApplicationContext> work) {
        ConfigurableApplicationContext lent = LENT.get();
        if (lent != null) {
            begin.accept(lent.getEnvironment());
            return work.applyAsInt(lent);
        }
        try (ConfigurableApplicationContext context = application(log, console, Map.of())
                .listeners(new BeforeLogging(begin::accept))
                .run()) {
            return work.applyAsInt(context);
        }
    }

    /** For work that starts no run, asks nobody and listens to nothing: only what it asks for is made. */
    static int looking(ToIntFunction<ConfigurableApplicationContext> look) {
        return looking("command", "error", look);
    }

    /**
     * Looks and ends.
     *
     * @param log the name of the file in the folder of logs
     * @param console what of the log the person sees: warn, error or off
     */
    static int looking(String log, String console, ToIntFunction<ConfigurableApplicationContext> look) {
        ConfigurableApplicationContext lent = LENT.get();
        if (lent != null) {
            return look.applyAsInt(lent);
        }
        // What would be made ready beside the start, a look does not need.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        try (ConfigurableApplicationContext context = application(
                        log, console, Map.of(EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY, "false"))
                .sources(LookingConfiguration.class)
                .lazyInitialization(true)
                .initializers(started -> started.addBeanFactoryPostProcessor(new OnlyLooking()))
                .run()) {
            return look.applyAsInt(context);
        }
    }

    static SpringApplicationBuilder application(String log, String console, Map<String, Object> more) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("logging.threshold.console", console);
        properties.put("logging.file.name", ".tds/log/" + log + ".log");
        return new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .listeners(
                        new BeforeLogging(environment -> {
                            DemoFolder.useIfNothingElseIsConfigured(environment);
                            environment.getPropertySources().addFirst(BESIDE_OTHERS);
                        }),
                        new LogToStandardError())
                .properties(properties);
    }
}
