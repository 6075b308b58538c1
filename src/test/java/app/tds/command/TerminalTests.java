package app.tds.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTests {

    @Test
    void whatIsPrintedGoesToStandardOutputInUtf8() {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.ISO_8859_1));
        try {
            Terminal.out().println("فواتير \u001b[31m");
        } finally {
            System.setOut(before);
        }

        assertThat(bytes.toString(UTF_8)).startsWith("فواتير ").doesNotContain("\u001b");
    }
}
