package app.tds.command;

import app.tds.PlainTime;
import app.tds.access.Audit;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.source.Allowance;
import app.tds.source.SourceCalls;
import app.tds.source.SourceCalls.Answer;
import app.tds.source.SourceCalls.Call;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one call to Zoho and prints the answer as JSON. Standard error shows what the call cost.",
            "The call counts with all others: it waits for its turn in the minute, and is refused when the day's calls"
                    + " are used up. Nothing is stored.",
            "Example: tds-zoho-sync call GET books /invoices --param page=1 --param per_page=5"
        })
final class CallCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, PUT or DELETE")
    private String method = "";

    @Parameters(index = "1", paramLabel = "PRODUCT", description = "books, inventory or crm")
    private String api = "";

    @Parameters(index = "2", paramLabel = "PATH", description = "below the product's root, such as /invoices")
    private String path = "";

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "a parameter of the query, unencoded; the command encodes the value")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--body",
            paramLabel = "JSON",
            description = "what is sent; @FILE reads it from a file, and - from the standard input")
    private @Nullable String body;

    @Option(names = "--organization", paramLabel = "ID", description = "needed if there are several")
    private @Nullable String organization;

    @Option(
            names = "--mask",
            description = "replaces names, addresses and other texts in the answer; ids, amounts, days and states stay")
    private boolean mask;

    @Option(names = "--yes", description = "needed for POST, PUT and DELETE, which may change what is in Zoho")
    private boolean sure;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String verb = method.toUpperCase(Locale.ROOT);
        if (!SourceCalls.METHODS.contains(verb)) {
            throw new WrongUsage("call: \"" + method + "\" is not one of " + SourceCalls.METHODS);
        }
        if (!verb.equals("GET") && !sure) {
            throw new WrongUsage("call: " + verb + " may change what is in Zoho; say --yes if that is meant");
        }
        asked(verb, "0");
        return OneShot.with(context -> print(context, verb));
    }

    private int print(ConfigurableApplicationContext context, String verb) {
        SourceCalls source = context.getBean(SourceCalls.class);
        if (!source.products().contains(api)) {
            throw new WrongUsage("call: \"" + api + "\" is not one of " + source.products());
        }
        Call call = asked(verb, organization(source.organizationIds()));
        if (!verb.equals("GET")) {
            context.getBean(Audit.class)
                    .command("called " + verb + " " + api + path + " of organization " + call.organizationId());
        }
        Answer answer = answer(source, call);
        out().println(answer.json().isEmpty() ? "{}" : answer.json());
        err().println(cost(answer));
        return TdsCommand.DONE;
    }

    private static Answer answer(SourceCalls source, Call call) {
        try {
            return source.answer(call);
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage("call: " + wrong.getMessage());
        }
    }

    /** What is wrong with the path or a parameter is said before anything is started. */
    private Call asked(String verb, String organizationId) {
        try {
            return new Call(verb, api, path, organizationId, parameters, body(), mask);
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage("call: " + wrong.getMessage());
        }
    }

    private @Nullable String body() {
        if (body == null || !(body.equals("-") || body.startsWith("@"))) {
            return body;
        }
        try {
            body = body.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(body.substring(1)));
            return body;
        } catch (IOException unreadable) {
            throw new WrongUsage("--body: " + body + " cannot be read: " + unreadable.getMessage());
        }
    }

    private String organization(Set<String> configured) {
        if (organization != null ? !configured.contains(organization) : configured.size() != 1) {
            throw new WrongUsage("call: say --organization with one of " + List.copyOf(configured));
        }
        return organization == null ? configured.iterator().next() : organization;
    }

    private static String cost(Answer answer) {
        Allowance left = answer.allowance();
        return (answer.json().isEmpty() ? "Zoho says that there is nothing. " : "")
                + (answer.calls() == 1 ? "1 call" : answer.calls() + " calls")
                + (left == null
                        ? ""
                        : "; " + SummaryTable.number(left.left()) + " of " + SummaryTable.number(left.perDay())
                                + " are left until " + PlainTime.utc(left.renewedAt()))
                + ".";
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
