package app.tds.schedule;

import java.util.UUID;
import org.quartz.spi.InstanceIdGenerator;

/** Names this process among those that share the triggers; a host without a name of its own is named as well. */
public final class InstanceId implements InstanceIdGenerator {

    @Override
    public String generateInstanceId() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }
}
