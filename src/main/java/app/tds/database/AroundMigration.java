package app.tds.database;

import java.util.Map;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Looks at the tables before Liquibase does: an older version must not put its views in place of newer ones, and where the
 * tables are those of this version there is nothing to do.
 */
@Component
class AroundMigration implements BeanPostProcessor {

    /** What application.yaml says to Liquibase. */
    private static final Map<String, String> OF_THE_APPLICATION =
            Map.of("change-log", "classpath:sql/changelog.yaml", "analytics-enabled", "false", "show-summary", "off");

    private final Environment environment;
    private @Nullable ChangeSets made;

    AroundMigration(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null) {
            ChangeSets changes = ChangeSets.ofThisVersion();
            if (isToldNothing() && changes.areAllThereIs(liquibase.getDataSource())) {
                liquibase.setShouldRun(false);
            } else {
                changes.refuseNewer(liquibase.getDataSource());
                ChangeSets.unmark(liquibase.getDataSource());
                made = isToldNothing() ? changes : null;
            }
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null && made != null) {
            made.mark(liquibase.getDataSource());
        }
        return bean;
    }

    /** Where somebody has told Liquibase more, such as a context or a schema, it looks at each start. */
    private boolean isToldNothing() {
        return Binder.get(environment)
                .bind("spring.liquibase", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .equals(OF_THE_APPLICATION);
    }
}
