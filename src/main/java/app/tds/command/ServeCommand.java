package app.tds.command;

import picocli.CommandLine.Command;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs until it is stopped: imports on schedule (jobs/*.yaml) and answers over HTTP.",
            "A job's first run reads everything; after that, what has changed."
        })
final class ServeCommand implements Runnable {

    @Override
    public void run() {
        new Serving(Serving.Zoho.CONFIGURED).run();
    }
}
