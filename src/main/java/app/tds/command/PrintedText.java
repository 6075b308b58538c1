package app.tds.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes names in Arabic readable where the environment names no language, as that of cron and of systemd does not. */
final class PrintedText {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private PrintedText() {}

    /** Has everything printed in UTF-8 that could be printed in ASCII alone; a machine with another encoding keeps it. */
    static void isReadable() {
        if (!isAsciiOnly(System.getProperty("native.encoding", UTF_8))) {
            return;
        }
        System.setOut(of(FileDescriptor.out));
        System.setErr(of(FileDescriptor.err));
        // Where picocli and the log look.
        System.setProperty("sun.stdout.encoding", UTF_8);
        System.setProperty("sun.stderr.encoding", UTF_8);
        System.setProperty("logging.charset.console", UTF_8);
    }

    private static boolean isAsciiOnly(String encoding) {
        return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
    }

    private static PrintStream of(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
