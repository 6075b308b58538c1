package app.tds.zoho;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged meanwhile, stack traces included. */
public final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger zoho = (Logger) LoggerFactory.getLogger("app.tds");
    private final Level before = zoho.getLevel();

    /** An application context in the same JVM may have given it a level of its own. */
    private final Logger calls = (Logger) LoggerFactory.getLogger("app.tds.zoho.calls");

    private final Level callsBefore = calls.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    public Logged() {
        zoho.setLevel(Level.TRACE);
        calls.setLevel(Level.TRACE);
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            warnings.add(event.getFormattedMessage());
        }
        lines.add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    public List<String> lines() {
        return lines;
    }

    /** Those that somebody should look at. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        zoho.setLevel(before);
        calls.setLevel(callsBefore);
    }
}
