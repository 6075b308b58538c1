package app.tds.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.CronTriggerPersistenceDelegate;
import org.quartz.spi.OperableTrigger;

/** Keeps a {@link LocalCronTrigger} where Quartz keeps cron triggers, under a type of its own. */
public class LocalCronDelegate extends CronTriggerPersistenceDelegate {

    @Override
    public String getHandledTriggerTypeDiscriminator() {
        return "LOCAL";
    }

    @Override
    public boolean canHandleTriggerType(OperableTrigger trigger) {
        return trigger instanceof LocalCronTrigger;
    }

    @Override
    public TriggerPropertyBundle loadExtendedTriggerProperties(Connection connection, TriggerKey key)
            throws SQLException {
        var kept = (CronScheduleBuilder)
                super.loadExtendedTriggerProperties(connection, key).getScheduleBuilder();
        var cron = (CronTrigger) kept.build();
        return new TriggerPropertyBundle(
                LocalCronTrigger.schedule(
                        cron.getCronExpression(), cron.getTimeZone().toZoneId()),
                null,
                null);
    }
}
