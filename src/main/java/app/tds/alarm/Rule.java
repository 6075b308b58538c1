package app.tds.alarm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of findings of one kind.
 *
 * @param on whether they are kept at all
 * @param severity how much they matter; null if the finding says so
 * @param lasts how long they are found before they are told
 */
record Rule(boolean on, @Nullable Severity severity, Duration lasts) {

    static final Rule AT_ONCE = new Rule(true, null, Duration.ZERO);
}
