package app.tds.database;

import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Looks at the tables before Liquibase does: an older version must not put its views in place of newer ones. */
@Component
class BeforeMigration implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null) {
            ChangeSets.ofThisVersion().refuseNewer(liquibase.getDataSource());
        }
        return bean;
    }
}
