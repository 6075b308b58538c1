package app.tds.schedule;

import java.util.UUID;
import org.quartz.spi.InstanceIdGenerator;

/** Names this process among the processes that share the triggers, also on a host without a name. */
public final class InstanceId implements InstanceIdGenerator {

    @Override
    public String generateInstanceId() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }
}
