package app.tds.command;

import app.tds.PlainText;
import app.tds.command.TdsCommand.WrongUsage;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the person sits. */
final class Terminal {

    private Terminal() {}

    /** Standard output in UTF-8, whatever the platform's encoding. */
    static PrintStream out() {
        return new Plain(System.out);
    }

    /** Shows texts of others as they are meant to look; what draws writes bytes. */
    private static final class Plain extends PrintStream {

        Plain(PrintStream out) {
            super(out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void print(@Nullable String text) {
            super.print(PlainText.lines(String.valueOf(text)));
        }
    }

    /**
     * Asks a person, who agrees with y or yes.
     *
     * @throws WrongUsage if nobody sits there
     */
    static boolean agrees(String question) {
        Console console = System.console();
        String answer = console != null && isTerminal(console) ? console.readLine("%s [y/N] ", question) : null;
        if (answer == null) {
            throw new WrongUsage(question + " There is no terminal to ask on: add --yes if that is meant");
        }
        return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** From Java 22 on, there is a console beside pipes and files too, which says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }

    /** Whether lines can be redrawn: a terminal that is not called dumb. */
    static boolean redraws() {
        String term = System.getenv("TERM");
        return System.console() != null && term != null && !term.equals("dumb");
    }
}
