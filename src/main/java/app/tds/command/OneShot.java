package app.tds.command;

import app.tds.TdsApplication;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application for as long as one piece of work takes. */
final class OneShot {

    private OneShot() {}

    static <T> int with(Class<T> needed, ToIntFunction<T> work) {
        return with(context -> work.applyAsInt(context.getBean(needed)));
    }

    static int with(ToIntFunction<ConfigurableApplicationContext> work) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("logging.threshold.console", "error", "logging.file.name", ".tds/log/command.log"))
                .run()) {
            return work.applyAsInt(context);
        }
    }
}
