package app.tds.launch;

/** The request cannot be run now; the message says why. */
public final class LaunchRefused extends RuntimeException {

    /** A refusal, in a sentence for a person. */
    public LaunchRefused(String message) {
        super(message);
    }
}
