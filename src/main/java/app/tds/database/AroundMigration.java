package app.tds.database;

import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Looks at the tables before Liquibase does: an older version must not put its views in place of newer ones, and where the
 * tables are those of this version there is nothing to do.
 */
@Component
class AroundMigration implements BeanPostProcessor {

    private @Nullable ChangeSets made;

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null) {
            ChangeSets changes = ChangeSets.ofThisVersion();
            if (changes.areAllThereIs(liquibase.getDataSource())) {
                liquibase.setShouldRun(false);
            } else {
                changes.refuseNewer(liquibase.getDataSource());
                ChangeSets.unmark(liquibase.getDataSource());
                made = changes;
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
}
