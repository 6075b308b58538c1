package app.tds.command;

import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "Runs only the Zoho sandbox, and prints the settings that let serve or sync run against it.",
            "It holds invented records and listens on this machine alone."
        })
final class SandboxCommand implements Runnable {

    @Option(names = "--port", description = "to listen on; 0, the default, chooses a free one", defaultValue = "0")
    private int port;

    @Option(
            names = "--invoices",
            description = "how many invoices the company has; default: ${DEFAULT-VALUE}",
            defaultValue = "1500")
    private int invoices;

    @Option(names = "--no-limits", description = "answer however often it is asked, for measurements")
    private boolean noLimits;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        CompanySize demo = CompanySize.demo();
        var size = new CompanySize(demo.items(), demo.contacts(), invoices, demo.salesOrders(), demo.bills());
        SandboxSettings settings = SandboxSettings.demo()
                .withPort(port)
                .withCompanies(size)
                .withLimits(noLimits ? Limits.none() : Limits.zoho());
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        try (Sandbox sandbox = Sandbox.start(settings, Clock.systemUTC())) {
            DemoSettings.zoho(sandbox).forEach((key, value) -> out.println(key + "=" + value));
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
