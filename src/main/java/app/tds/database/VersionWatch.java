package app.tds.database;

import app.tds.Repeated;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Notices that a newer version has changed the tables under this process, as in a rolling update. */
@Component
class VersionWatch implements Repeated {

    private final DataSource dataSource;
    private final ApplicationEventPublisher events;
    private final ChangeSets changes = ChangeSets.ofThisVersion();
    private boolean told;

    VersionWatch(DataSource dataSource, ApplicationEventPublisher events) {
        this.dataSource = dataSource;
        this.events = events;
    }

    @Override
    public String subject() {
        return "Looking for a newer version";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void round() {
        try {
            List<String> unknown = changes.unknownIn(dataSource);
            if (!unknown.isEmpty() && !told) {
                told = true;
                events.publishEvent(new NewerVersion(ChangeSets.sentence(unknown)));
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("the tables could not be looked at: " + cause.getMessage(), cause);
        }
    }
}
