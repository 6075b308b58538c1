package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TdsCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sync --mode hourly       | tds-zoho-sync sync: Invalid value for option '--mode': \"hourly\" is not one of full, delta.",
                "sync --from 2024-13-01   | tds-zoho-sync sync: Invalid value for option '--from': \"2024-13-01\" is not a day such as 2024-01-31.",
                "stop invoices            | tds-zoho-sync stop: Invalid value for positional parameter at index 0 (RUN): \"invoices\" is not a number such as 4711.",
                "runs --state well        | tds-zoho-sync runs: Invalid value for option '--state': \"well\" is not one of waiting, running, parked, completed, failed, stopped, abandoned.",
                "keys create shop owner   | tds-zoho-sync keys create: Invalid value for positional parameter at index 1 (ROLE): \"owner\" is not one of viewer, operator, admin.",
                "sync --tomorrow          | tds-zoho-sync sync: Unknown option: '--tomorrow'."
            })
    void whatCannotBeReadIsOneSentenceAndWhereTheHelpIs(String arguments, String sentence) {
        assertThat(execute(arguments.split(" "))).isEqualTo(TdsCommand.WRONG);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines().toList())
                .startsWith(sentence)
                .hasSizeLessThanOrEqualTo(3)
                .last()
                .asString()
                .startsWith("See: tds-zoho-sync ")
                .endsWith(" --help");
    }

    @Test
    void helpNamesEveryCommandAndEveryExitCode() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        " sync ",
                        " status ",
                        " runs ",
                        " stop ",
                        " restart ",
                        " plan ",
                        " report ",
                        " doctor ",
                        " replay ",
                        " verify ",
                        " quarantine ",
                        " serve ",
                        " connect ",
                        " disconnect ",
                        " test-connection ",
                        " call ",
                        " keys ",
                        " demo ",
                        " sandbox ")
                .contains("0 everything asked was done, 1 a run failed, 2 wrong usage or configuration")
                .contains("ops/env.example");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sync, --mode",
        "sync, --organization",
        "sync, --ids",
        "sync, --from 2024-01-01 --to 2024-03-31",
        "sync, Examples:",
        "status, shows each job of each organization",
        "runs, --state",
        "stop, at its next commit",
        "restart, from its last",
        "plan, Makes no call",
        "report, the weekly letter",
        "doctor, changes nothing",
        "replay, --shadow",
        "verify, field by field",
        "quarantine list, the most frequent first",
        "quarantine retry, without a call",
        "serve, Runs until it is stopped",
        "demo, without an account",
        "connect, --code",
        "disconnect, --connection",
        "test-connection, PROBLEM",
        "call, --yes",
        "keys, X-API-Key",
        "sandbox, --port"
    })
    void everyCommandExplainsItself(String command, String words) {
        assertThat(execute((command + " --help").split(" "))).isZero();

        assertThat(out.toString()).startsWith("Usage: tds-zoho-sync " + command).contains(words);
    }

    @Test
    void itKnowsItsVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("tds-zoho-sync ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "snyc                | snyc",
                "--verbose           | --verbose",
                "sync --fast         | --fast",
                "quarantine          | quarantine list",
                "sync --mode hourly  | hourly",
                "sync --mode         | --mode",
                "sync --mode replay  | --mode",
                "sync --organization | --organization",
                "sync invoices --from 2024-13-01 | --from",
                "sync invoices --mode by_id | full, delta",
                "sync invoices --ids 1 --from 2024-01-01 | exclude each other",
                "sync invoices --ids 1 --mode delta | --mode",
                "sync invoices --to 2024-01-01 --mode full | --mode",
                "sync --ids 1,2 | sync JOB --ids",
                "sync invoices bills --ids 1,2 | sync JOB --ids",
                "sync --from 2024-01-01 | sync JOB --from",
                "sync invoices --from 2024-02-01 --to 2024-01-31 | is before",
                "stop                | RUN",
                "stop invoices       | invoices",
                "restart             | RUN",
                "runs --limit 0      | --limit",
                "runs --state lost   | lost",
                "serve invoices      | invoices",
                "demo --mode full    | --mode",
                "keys                | create",
                "keys create shop    | ROLE",
                "keys create shop god | god",
                "sandbox --port many | many"
            })
    void whatCannotBeMeantEndsWithTwoAndASentence(String arguments, String culprit) {
        assertThat(execute(arguments.split(" "))).isEqualTo(TdsCommand.WRONG).isEqualTo(2);

        assertThat(err.toString().lines().findFirst().orElse("")).contains(culprit);
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "Delta", "DELTA"})
    void theModeMayBeWrittenAsOneLikes(String mode) {
        var parsed = TdsCommand.commandLine().parseArgs("sync", "invoices", "--mode", mode);

        var sync = parsed.subcommand();
        assertThat(sync.<RunMode>matchedOptionValue("--mode", RunMode.FULL)).isEqualTo(RunMode.DELTA);
        assertThat(sync.matchedPositionals().get(0).<Object>getValue()).isEqualTo(java.util.List.of("invoices"));
    }

    private int execute(String... arguments) {
        return TdsCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
