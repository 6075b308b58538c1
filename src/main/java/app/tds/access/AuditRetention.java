package app.tds.access;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Forgets who did what longer ago than {@code tds.audit.keep}. */
@Component
class AuditRetention implements Retention {

    private final Audit audit;
    private final Clock clock;
    private final Duration keep;

    AuditRetention(Audit audit, Clock clock, @Value("${tds.audit.keep}") Duration keep) {
        this.audit = audit;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "old lines of who did what";
    }

    @Override
    public long purge() {
        return audit.forget(Timestamp.from(clock.instant().minus(keep)));
    }
}
