package app.tds.command;

import app.tds.access.Role;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How arguments are read. Of an argument that cannot be read, a person is told one sentence and where the help is. */
final class Arguments {

    private Arguments() {}

    static CommandLine explained(CommandLine command) {
        return command.registerConverter(RunMode.class, oneOf(List.of(RunMode.FULL, RunMode.DELTA)))
                .registerConverter(State.class, oneOf(List.of(State.values())))
                .registerConverter(Role.class, oneOf(List.of(Role.values())))
                .registerConverter(LocalDate.class, read("a day such as 2024-01-31", LocalDate::parse))
                .registerConverter(Long.TYPE, read("a number such as 4711", Long::parseLong))
                .registerConverter(Integer.TYPE, read("a number such as 20", Integer::parseInt))
                .setParameterExceptionHandler((failure, arguments) -> explain(failure));
    }

    private static int explain(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message =
                String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").replaceAll("[.\\s]*$", ".");
        command.getErr().println(name + ": " + message);
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("See: " + name + " --help");
        return TdsCommand.WRONG;
    }

    private static <E extends Enum<E>> ITypeConverter<E> oneOf(List<E> values) {
        String names = values.stream().map(Arguments::name).collect(Collectors.joining(", "));
        return text -> values.stream()
                .filter(value ->
                        name(value).equals(text.toLowerCase(Locale.ROOT).replace('_', ' ')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not one of " + names));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static <T> ITypeConverter<T> read(String what, Function<String, T> reading) {
        return text -> {
            try {
                return reading.apply(text);
            } catch (DateTimeException | NumberFormatException unreadable) {
                throw new TypeConversionException("\"" + text + "\" is not " + what);
            }
        };
    }
}
