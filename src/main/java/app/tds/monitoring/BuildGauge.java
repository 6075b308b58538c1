package app.tds.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** What was built, as labels of a gauge that is always 1. */
@Component
class BuildGauge implements MeterBinder {

    private final @Nullable BuildProperties build;

    BuildGauge(ObjectProvider<BuildProperties> build) {
        this.build = build.getIfAvailable();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("tds.build.info", () -> 1)
                .description("The version that runs, and the commit it was built from")
                .tag("version", said(build == null ? null : build.getVersion()))
                .tag("commit", said(build == null ? null : build.get("commit")))
                .register(meters);
    }

    private static String said(@Nullable String word) {
        return Objects.requireNonNullElse(word, "unknown");
    }
}
