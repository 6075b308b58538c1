package app.tds.command;

import picocli.CommandLine.Command;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows everything without an account. Starts a PostgreSQL of its own and a Zoho sandbox with a small company,"
                    + " imports every job, and keeps serving.",
            "The data stays in .tds/demo."
        })
final class DemoCommand implements Runnable {

    @Override
    public void run() {
        new Serving(Serving.Zoho.SANDBOX).run();
    }
}
