package app.tds.command;

import app.tds.PlainTime;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineCauses.Cause;
import app.tds.pipeline.RunMode;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Shows the records that could not be used and why, and tries such records again.",
        subcommands = {QuarantineCommand.ListCauses.class, QuarantineCommand.Retry.class},
        synopsisSubcommandLabel = "list|retry")
final class QuarantineCommand implements Runnable {

    @Override
    public void run() {
        throw new WrongUsage("say what to do: quarantine list, or quarantine retry");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows what is in quarantine by cause, the most frequent first, and what to do about it.")
    static final class ListCauses implements Callable<Integer> {

        @Override
        public Integer call() {
            return FromKept.with(context -> {
                print(Terminal.out(), context.getBean(QuarantineCauses.class).all());
                return TdsCommand.DONE;
            });
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Translates what is in quarantine again, without a call: for when a translation was corrected.",
                "Records that can be used now are written. The others stay, with what is wrong now."
            })
    static final class Retry implements Callable<Integer> {

        @Mixin
        private JobChoice choice = new JobChoice();

        @Override
        public Integer call() {
            return FromKept.run(choice, RunMode.RETRY);
        }
    }

    static void print(PrintStream out, List<Cause> causes) {
        if (causes.isEmpty()) {
            out.println("Nothing is in quarantine.");
        }
        for (Cause cause : causes) {
            out.println(cause.job() + " of organization " + cause.organizationId() + ": "
                    + SummaryTable.number(cause.records()) + (cause.records() == 1 ? " record" : " records") + ", "
                    + PlainTime.utc(cause.oldest()) + " to " + PlainTime.utc(cause.newest()));
            out.println("  " + cause.cause());
            out.println("  such as " + String.join(", ", cause.examples()));
        }
    }
}
