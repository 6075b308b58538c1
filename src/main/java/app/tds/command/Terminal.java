package app.tds.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the person sits. */
final class Terminal {

    private Terminal() {}

    /** Standard output in UTF-8, whatever the platform's encoding. */
    static PrintStream out() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    /** Whether lines can be redrawn: a terminal that is not called dumb. */
    static boolean redraws() {
        String term = System.getenv("TERM");
        return System.console() != null && term != null && !term.equals("dumb");
    }
}
