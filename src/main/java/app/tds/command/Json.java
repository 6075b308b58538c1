package app.tds.command;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The option of every command that programs read as well. */
final class Json {

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }

    static void print(PrintWriter out, Object value) {
        out.println(Mapper.INDENTING.writeValueAsString(value));
        out.flush();
    }

    /** Made only where something is printed as JSON. */
    private static final class Mapper {

        static final JsonMapper INDENTING =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
