package app.tds.command;

import app.tds.TdsApplication;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.database.DatabaseLocation;
import app.tds.database.NewerVersion;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.FirstImports;
import app.tds.launch.OrganizationRefresh;
import app.tds.mirror.Organization;
import app.tds.mirror.OrganizationsChanged;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.SourceFailure;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The application as a service, against Zoho or against a sandbox of its own. */
final class Serving implements Runnable {

    private static final AskedBy ASKED_BY = AskedBy.person("demo");

    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    private final Zoho zoho;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<String> outdated = new AtomicReference<>();
    private boolean demo;

    /** Which Zoho. */
    enum Zoho {
        CONFIGURED,
        SANDBOX,
        CONFIGURED_OR_SANDBOX
    }

    Serving(Zoho zoho) {
        this.zoho = zoho;
    }

    @Override
    public void run() {
        var application = new SpringApplication(TdsApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.addListeners(new BeforeLogging(this::prepare), (ApplicationListener<ContextClosedEvent>)
                event -> closed.countDown());
        application.addInitializers((GenericApplicationContext context) -> {
            context.registerBean("opening", ApplicationRunner.class, () -> arguments -> open(context));
            context.addApplicationListener(ApplicationListener.forPayload((NewerVersion newer) -> end(newer, context)));
        });
        ConfigurableApplicationContext context = application.run();
        try {
            closed.await();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
        if (outdated.get() != null) {
            // Waits until everything is closed.
            context.close();
            throw new TdsCommand.Outdated(outdated.get());
        }
    }

    /** Runs stop at their next commit, as when the process is told to end; a newer process goes on with them. */
    private void end(NewerVersion newer, ConfigurableApplicationContext context) {
        log.error("{} This process ends.", newer.sentence());
        outdated.set(newer.sentence());
        new Thread(context::close, "end").start();
    }

    /** Before the application is ready, and so before its schedules begin. */
    private void open(ConfigurableApplicationContext context) {
        List<Organization> organizations = organizations(context.getBean(OrganizationRefresh.class));
        if (!demo) {
            log.info("Pages for people are at {}/", address(context));
        }
        if (demo) {
            show(context, organizations);
        } else if (context.getEnvironment().getProperty("tds.launch.first-import", Boolean.class, true)) {
            FirstImports imports = context.getBean(FirstImports.class);
            imports.begin();
            context.addApplicationListener(
                    ApplicationListener.forPayload((OrganizationsChanged changed) -> imports.begin()));
        }
    }

    private void prepare(ConfigurableEnvironment environment) {
        demo = zoho == Zoho.SANDBOX
                || zoho == Zoho.CONFIGURED_OR_SANDBOX && DemoFolder.nothingIsConfigured(environment);
        if (demo) {
            Terminal.out()
                    .println((zoho == Zoho.SANDBOX ? "This" : "Nothing is configured, so this")
                            + " is the demo: starting a Zoho sandbox, and a PostgreSQL in "
                            + DemoFolder.HOME + ".\n");
        }
        Map<String, Object> properties = demo ? demo(environment) : Map.of("tds.schedule.enabled", "true");
        environment.getPropertySources().addFirst(new MapPropertySource("command", properties));
    }

    /** A password that somebody has chosen stays. */
    private static Map<String, Object> demo(ConfigurableEnvironment environment) {
        Map<String, Object> settings = DemoSettings.of(Sandbox.start(SandboxSettings.demo(), Clock.systemUTC()));
        if (environment.containsProperty(DemoSettings.PASSWORD)) {
            settings.remove(DemoSettings.PASSWORD);
        }
        return settings;
    }

    /** A service goes on while Zoho does not answer: what is known of the organizations is still there. */
    private static List<Organization> organizations(OrganizationRefresh refresh) {
        try {
            return refresh.refresh();
        } catch (SourceFailure failure) {
            log.error("The organizations could not be read: {}", failure.getMessage());
            return List.of();
        }
    }

    private static String password(ConfigurableApplicationContext context) {
        var made = context.getEnvironment().getPropertySources().get("command");
        return String.valueOf(
                made == null || made.getProperty(DemoSettings.PASSWORD) == null
                        ? "YOUR-PASSWORD"
                        : made.getProperty(DemoSettings.PASSWORD));
    }

    /** A link of an earlier start is good no more. */
    private static String link(ConfigurableApplicationContext context) {
        ApiKeys keys = context.getBean(ApiKeys.class);
        keys.goodOnes().stream()
                .filter(key -> key.name().equals(ASKED_BY.name()))
                .forEach(key -> keys.revoke(key.id()));
        return address(context) + "/enter/"
                + keys.create(ASKED_BY.name(), Role.OPERATOR).value();
    }

    private static String address(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port", "8080");
    }

    private static void show(ConfigurableApplicationContext context, List<Organization> organizations) {
        PrintStream out = Terminal.out();
        ProgressBoard board = context.getBean(ProgressBoard.class);
        out.println("Look at it, logged in as an operator of this demo alone:\n  " + link(context) + "\n");
        organizations.forEach(organization -> out.println(
                "Importing everything of " + organization.name() + " from a Zoho sandbox in this process.\n"));
        board.open(out, Terminal.redraws(), ASKED_BY);
        List<String> jobs = List.copyOf(context.getBean(JobDefinitions.class).names());
        Imports.Outcome outcome = context.getBean(Imports.class)
                .run(Imports.requests(jobs, organizations, RunMode.FULL, Selection.NONE, ASKED_BY));
        board.close();
        Report.print(out, outcome, Wide.NO);
        DatabaseLocation database = context.getBean(DatabaseLocation.class);
        String port = context.getEnvironment().getProperty("local.management.port", "8081");
        out.println("The data is in PostgreSQL, in " + database.dataFolder() + "; look into it with");
        out.println("  " + database.psql());
        out.println("  select name, sku, rate, status from tds.products order by name limit 10;");
        out.println("Programs ask over HTTP; the login is of this demo alone:");
        out.println("  curl -u admin:" + password(context) + " " + address(context) + "/api/v1/tds/runs");
        out.println("Commands in this folder are about the demo, beside it or alone, such as: status, plan, doctor.");
        out.println("Changes are read every few minutes (jobs/*.yaml). Health: http://127.0.0.1:" + port
                + "/actuator/health");
        out.println("Stop with Ctrl-C; the next start finds the data unchanged.");
    }
}
