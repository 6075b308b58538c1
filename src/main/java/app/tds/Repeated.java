package app.tds;

import java.time.Duration;

/** Work that every process that serves does again and again. A bean of this type is all that such work needs. */
public interface Repeated {

    /** What the work is, as the subject of a sentence in the log. */
    String subject();

    /** How long the process waits between the end of one round and the beginning of the next. */
    Duration pause();

    /** How long the process waits before the first round. */
    default Duration firstAfter() {
        return pause();
    }

    /**
     * One round. A failure ends the round, not the work.
     *
     * @throws InterruptedException if the process is told to end
     */
    void round() throws InterruptedException;
}
