package app.tds.command;

import picocli.CommandLine.Option;

/** The option of every command that prints a table. */
final class WideOption {

    @Option(names = "--wide", description = "every column, and times with seconds and offset; else 80 columns")
    private boolean wide;

    Wide wide() {
        return new Wide(wide);
    }
}
