package app.tds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is given again for a while. Whoever asks within that time makes nobody look again; those who ask at the
 * moment at which it is over may look side by side, so that none of them waits for another.
 */
public final class Remembered<T> {

    private final Duration life;
    private final Clock clock;
    private final Supplier<T> look;
    private volatile @Nullable Seen<T> seen;

    /**
     * Nothing is looked at yet.
     *
     * @param life how long an answer is given again
     */
    public Remembered(Duration life, Clock clock, Supplier<T> look) {
        this.life = life;
        this.clock = clock;
        this.look = look;
    }

    private record Seen<T>(T answer, Instant at) {}

    /** The answer, which is no older than its life. */
    public T get() {
        Instant now = clock.instant();
        Seen<T> last = seen;
        if (last == null || Duration.between(last.at(), now).abs().compareTo(life) >= 0) {
            last = new Seen<>(look.get(), now);
            seen = last;
        }
        return last.answer();
    }
}
