package app.tds.command;

import app.tds.pipeline.RunMode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuilds tables from what Zoho sent, as kept in etl.payloads, without a call: for when a translation has"
                    + " changed. Rows that say the same already are not touched.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  replay                        every table, row by row",
            "  replay invoices --shadow      readers see all old rows, then all new ones"
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private JobChoice choice = new JobChoice();

    @Option(
            names = "--shadow",
            description = "build beside the tables, in schema shadow, and swap each job's rows in one transaction")
    private boolean shadow;

    @Override
    public Integer call() {
        return FromKept.run(choice, shadow ? RunMode.SHADOW : RunMode.REPLAY);
    }
}
