package app.tds.zoho;

import java.time.Duration;

/** Lets a thread wait; tests move their clock instead. */
interface Waiting {

    /**
     * Waits about so long.
     *
     * @throws InterruptedException if the thread is asked to stop meanwhile
     */
    void about(Duration duration) throws InterruptedException;
}
