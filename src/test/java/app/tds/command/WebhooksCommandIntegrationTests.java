package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.OwnJobs;
import app.tds.launch.OrganizationRefresh;
import app.tds.sandbox.Automation;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zoho's webhooks from the command line: made in its settings, and told to a process that serves. */
class WebhooksCommandIntegrationTests {

    private static final String SECRET = "thewebhooksecret1";
    private static final String INVOICES = "tds-zoho-sync invoices invoice";
    private static final String FOREIGN = "Accounting export";
    private static final String EXPORT = "http://127.0.0.1:1/export";
    private static final String PATH = "/api/v1/tds/webhooks/zoho/";
    private static final int JOBS = (int) told().count();
    private static final int MODULES = modules(told());
    private static final int MODULES_OF_BOOKS =
            modules(told().filter(job -> job.source().api().equals("books")));

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Set<String> set = new HashSet<>();
    private Sandbox sandbox;
    private Company company;
    private Automation automation;
    private String organization;
    private Map<String, String> settings;
    private String printed = "";

    @BeforeEach
    void start() {
        sandbox =
                Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 5, 5, 5)), Clock.systemUTC());
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        automation = company.automation();
        settings = RunningApplication.settings(sandbox, database);
        settings.put("logging.file.name", folder.resolve("command.log").toString());
        settings.put("tds.zoho.public-url", "http://127.0.0.1:1");
        settings.put("tds.webhooks.secrets." + organization, SECRET);
    }

    @AfterEach
    void stop() {
        set.forEach(System::clearProperty);
        sandbox.close();
    }

    /**
     * Under another name, since what Quartz keeps for a name is shared by all that is in a process. Its schedules stand
     * still: what a command causes is counted here, and no run that was due by the wall clock.
     */
    private ServingApplication serving() throws SchedulerException {
        var serving = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.secrets." + organization + "=" + SECRET,
                "tds.schedule.enabled=true",
                "spring.quartz.scheduler-name=serving");
        serving.bean(Scheduler.class).standby();
        serving.bean(OrganizationRefresh.class).refresh();
        settings.put("tds.zoho.public-url", serving.address("").toString());
        return serving;
    }

    @Test
    void whatIsRegisteredIsToldAndBecomesRows() throws Exception {
        foreign(FOREIGN, "invoice", EXPORT);
        try (var serving = serving()) {
            assertThat(command("webhooks", "list")).isZero();
            assertThat(printed).containsPattern("invoices +invoice +missing +none +" + address(serving, "invoices"));

            assertThat(command("webhooks", "register")).as(printed).isZero();

            assertThat(printed.lines()).hasSize(MODULES).allMatch(line -> line.matches("OK .*: registered"));
            assertThat(printed).doesNotContain(SECRET);
            assertThat(automation.webhookNames()).hasSize(1 + 2 * MODULES).contains(FOREIGN, INVOICES);
            assertThat(automation.ruleNames()).hasSize(1 + 2 * MODULES).contains(INVOICES, INVOICES + " deleted");
            assertThat(automation.webhook(INVOICES, "url")).isEqualTo(address(serving, "invoices"));
            assertThat(automation.webhook(INVOICES + " deleted", "url"))
                    .isEqualTo(address(serving, "invoices?event=deleted"));
            assertThat(automation.webhook(INVOICES, "secret")).isEqualTo(SECRET);

            String id = company.ids("invoices").get(0);
            company.edit("invoices", id, Map.of("notes", "by webhook"));
            assertThat(company.webhooks().send()).containsExactly(0, 202);
            awaitRow("tds.invoices where source_id = '" + id + "'");
            company.delete("invoices", id);
            assertThat(company.webhooks().send()).containsExactly(202);
            awaitRow("tds.invoices where deleted_at is not null and source_id = '" + id + "'");

            sandbox.calls().clear();
            assertThat(command("webhooks", "register")).as(printed).isZero();
            assertThat(changes()).isEmpty();
            assertThat(command("webhooks", "list")).isZero();
            assertThat(printed)
                    .containsPattern("invoices +invoice +registered +20[0-9T:.-]+Z +http")
                    .containsPattern("bills +bill +registered +none +http")
                    .doesNotContain("missing");
        }
    }

    @Test
    void whatDiffersIsCorrectedAndWhatIsNotOursStays() throws Exception {
        foreign(FOREIGN, "invoice", EXPORT);
        for (int i = 0; i < 200; i++) {
            post("/books/v3/settings/webhooks", webhook(FOREIGN + i, "invoice", EXPORT));
        }
        foreign(
                "Made by hand",
                "creditnote",
                settings.get("tds.zoho.public-url") + PATH + organization + "/creditnotes");
        assertThat(command("webhooks", "register")).as(printed).isZero();
        sandbox.calls().clear();
        assertThat(command("webhooks", "register")).as(printed).isZero();
        assertThat(changes()).isEmpty();
        automation.editWebhook(INVOICES, "url", "https://elsewhere.example/hook");
        automation.switchRule("tds-zoho-sync bills bill", false);
        automation.deleteRule("tds-zoho-sync products item deleted");
        automation.editWebhook(FOREIGN, "url", "https://other.example/hook");

        assertThat(command("webhooks", "list")).isZero();
        assertThat(printed)
                .containsPattern("invoices +invoice +different .* it goes to https://elsewhere.example/hook")
                .containsPattern("bills +bill +inactive .* the rule for what is created or edited is switched off")
                .containsPattern("products +item +missing .* no rule tells of what is deleted")
                .containsPattern("creditnotes +creditnote +registered .* \"Made by hand\", made by hand");

        sandbox.calls().clear();
        assertThat(command("webhooks", "register")).as(printed).isZero();
        assertThat(changes().map(call -> call.method() + " " + call.path().replaceAll("[0-9]{5,}", "id")))
                .containsExactlyInAnyOrder(
                        "PUT /books/v3/settings/webhooks/id",
                        "POST /books/v3/settings/workflows/id/active",
                        "POST /inventory/v1/settings/workflows");
        assertThat(automation.webhook(INVOICES, "url")).startsWith("http://127.0.0.1:1/api/v1/tds/webhooks/zoho/");
        assertThat(automation.webhook(FOREIGN, "url")).isEqualTo("https://other.example/hook");

        settings.put("tds.webhooks.secrets." + organization, "anothersecret22," + SECRET);
        assertThat(command("webhooks", "list")).isZero();
        assertThat(printed).containsPattern("orders +salesorder +different .* it is signed with another secret");
        assertThat(command("webhooks", "register")).isZero();
        assertThat(automation.webhook(INVOICES, "secret")).isEqualTo("anothersecret22");

        assertThat(command("webhooks", "remove")).as(printed).isZero();
        assertThat(printed).contains("OK       " + organization + " webhook " + INVOICES + ": is removed");
        assertThat(automation.webhookNames()).hasSize(202).noneMatch(name -> name.startsWith("tds-"));
        assertThat(automation.ruleNames()).containsExactly(FOREIGN, "Made by hand");
        assertThat(command("webhooks", "remove")).isZero();
        assertThat(printed).isEqualToIgnoringNewLines("OK       " + organization + ": has none of ours");
    }

    @Test
    void whatWasMadeThoughTheAnswerWasLostIsNotMadeTwice() {
        sandbox.faults().on("POST /books/v3/settings/webhooks").reset();
        sandbox.faults().on("POST /books/v3/settings/workflows").truncated();
        sandbox.faults().on("POST /inventory/v1/settings/webhooks").withoutRoot();

        assertThat(command("webhooks", "register")).as(printed).isZero();

        assertThat(automation.webhookNames()).hasSize(2 * MODULES).doesNotHaveDuplicates();
        assertThat(automation.ruleNames()).hasSize(2 * MODULES).doesNotHaveDuplicates();
        assertThat(changes().filter(call -> call.method().equals("POST"))).hasSize(4 * MODULES);
    }

    @Test
    void whatCannotBeSeenIsNotTakenForNothing() {
        assertThat(command("webhooks", "register")).isZero();
        sandbox.faults().on("/books/v3/settings/webhooks").always().withoutRoot();
        sandbox.calls().clear();

        assertThat(command("webhooks", "register")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed)
                .contains("PROBLEM  " + organization + " invoices invoice: unknown: ", "it has no \"webhooks\"")
                .contains("OK       " + organization + " products item: registered");
        assertThat(changes()).isEmpty();
    }

    @Test
    void whatZohoDoesNotTakeIsToldStepByStep() {
        sandbox.faults().on("POST /books/v3/settings/webhooks").status(400, 2);

        assertThat(command("webhooks", "register")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed.lines().filter(line -> line.startsWith("OK"))).hasSize(MODULES - 1);
        assertThat(printed)
                .containsPattern("PROBLEM  " + organization + " customers customer: missing: .*code 2")
                .contains("Zoho Books > Settings > Automation > Workflow Actions > Webhooks > New Webhook")
                .contains("Module: Customers")
                .contains("POST http://127.0.0.1:1/api/v1/tds/webhooks/zoho/" + organization + "/customers")
                .contains("the value of TDS_WEBHOOKS_SECRETS_" + organization)
                .contains("Event Based, Deleted")
                .doesNotContain(SECRET)
                .doesNotContain("Module: Invoices");
    }

    @Test
    void whoMayNotIsToldWhichScopesItTakes() throws Exception {
        settings.put(
                "tds.zoho.refresh-token",
                refreshToken("ZohoBooks.settings.READ", "ZohoInventory.settings.READ", "ZohoInventory.fullaccess.all"));
        try (var application = RunningApplication.start(sandbox, database)) {
            assertThat(application.bean(OrganizationRefresh.class)).isNotNull();
        }

        assertThat(command("webhooks", "register")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed)
                .containsPattern(
                        "PROBLEM  .* bills bill: missing: .*code 57.* It takes the scope ZohoBooks.settings.CREATE")
                .containsPattern("PROBLEM  .* customers vendor: missing: .* ZohoBooks.settings.CREATE")
                .contains("OK       " + organization + " products item: registered")
                .contains("Module: Invoices", "Module: Purchase Orders", "Module: Payments Made");
        assertThat(changes().filter(call -> call.path().equals("/books/v3/settings/webhooks")))
                .hasSize(1);

        assertThat(command("doctor")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed)
                .containsPattern(
                        "PROBLEM  webhooks of organization " + organization + ": " + MODULES_OF_BOOKS + " of " + MODULES
                                + " are not .*webhooks"
                                + " register sees to it, once the connection has the scopes ZohoBooks.settings.CREATE,"
                                + " ZohoBooks.settings.DELETE, ZohoBooks.settings.UPDATE");
    }

    @Test
    void aProbeSaysHowFarDeliveriesCome() throws Exception {
        try (var serving = serving()) {
            sandbox.calls().clear();
            long runs = count("etl.runs");

            assertThat(command("webhooks", "verify")).as(printed).isZero();

            assertThat(printed.lines())
                    .hasSize(JOBS)
                    .allMatch(line -> line.startsWith("OK ") && line.endsWith("arrived, was accepted and is durable"));
            assertThat(printed).contains(organization + " invoices: the probe to " + address(serving, "invoices"));
            assertThat(count("etl.inbox where entity = 'tds_probe' and done_at is not null and due_at is null"))
                    .isEqualTo(JOBS);
            assertThat(count("etl.inbox")).isEqualTo(JOBS);
            assertThat(count("etl.runs")).isEqualTo(runs);
            assertThat(sandbox.calls().count()).isZero();

            settings.put("tds.webhooks.secrets." + organization, "notthesecret22");
            assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.FAILED);
            assertThat(printed.lines())
                    .hasSize(JOBS)
                    .allMatch(line -> line.matches("PROBLEM .* was answered with 401: what serves there has another"
                            + " secret; give it the same TDS_WEBHOOKS_SECRETS_" + organization));
            assertThat(printed).doesNotContain("notthesecret22");

            settings.put("tds.webhooks.secrets." + organization, SECRET);
            settings.put("tds.zoho.public-url", serving.address("/elsewhere").toString());
            assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.FAILED);
            assertThat(printed).contains("no webhooks are taken at this address; correct TDS_ZOHO_PUBLIC_URL");

            settings.put("tds.zoho.public-url", serving.address("").toString());
            settings.put("spring.datasource.url", TestDatabase.create().url());
            assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.FAILED);
            assertThat(printed).contains("was accepted, and is not in this database");
        }
    }

    @Test
    void whatNothingCanReachIsSaid() {
        assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed.lines())
                .hasSize(JOBS)
                .allMatch(line -> line.startsWith("PROBLEM ")
                        && line.contains("did not arrive: nothing answers there; start serve"));

        settings.put("tds.zoho.public-url", "https://no-such-host.invalid");
        assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("no such host is known; correct TDS_ZOHO_PUBLIC_URL");

        settings.put("tds.zoho.public-url", "http://127.0.0.1:8080");
        settings.put("tds.zoho.accounts-url", "https://accounts.zoho.com");
        assertThat(command("webhooks", "register")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed)
                .startsWith("PROBLEM  " + organization + ": Zoho cannot reach http://127.0.0.1:8080")
                .hasLineCount(1);

        settings.put("tds.zoho.public-url", "");
        assertThat(command("webhooks", "verify")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("set TDS_ZOHO_PUBLIC_URL to its https address");

        settings.remove("tds.webhooks.secrets." + organization);
        assertThat(command("webhooks", "list")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("set TDS_WEBHOOKS_SECRETS_" + organization);
        assertThat(command("webhooks", "remove", "--organization", "4711")).isEqualTo(TdsCommand.WRONG);
        assertThat(command("webhooks")).isEqualTo(TdsCommand.WRONG);
        assertThat(sandbox.calls().count()).isZero();
    }

    /** The jobs whose records are named in webhooks. */
    private static Stream<JobDefinition> told() {
        return OwnJobs.read().all().stream().filter(job -> job.webhook() != null);
    }

    private static int modules(Stream<JobDefinition> jobs) {
        return jobs.mapToInt(
                        job -> Objects.requireNonNull(job.webhook()).modules().size())
                .sum();
    }

    private static String webhook(String name, String entity, String url) {
        return """
                {"webhook_name":"%s","entity":"%s","method":"POST","url":"%s"}
                """.formatted(name, entity, url);
    }

    /** Somebody else's, with its rule. */
    private void foreign(String name, String entity, String url) throws Exception {
        String id = post("/books/v3/settings/webhooks", webhook(name, entity, url))
                .path("webhook")
                .path("webhook_id")
                .asString();
        post("/books/v3/settings/workflows", """
                {"workflow_name":"%s","entity":"%s","rule_type":"add_edit",
                 "instant_actions":[{"action_type":"webhook","action_id":"%s"}]}
                """.formatted(name, entity, id));
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + path + "?organization_id=" + organization))
                        .header("Authorization", "Zoho-oauthtoken " + accessToken())
                        .POST(BodyPublishers.ofString(body)));
    }

    private String accessToken = "";

    private String accessToken() throws Exception {
        if (accessToken.isEmpty()) {
            accessToken = token("grant_type=refresh_token&refresh_token=" + sandbox.refreshToken())
                    .path("access_token")
                    .asString();
        }
        return accessToken;
    }

    private String refreshToken(String... scopes) throws Exception {
        return token("grant_type=authorization_code&code=" + sandbox.grantCode(scopes))
                .path("refresh_token")
                .asString();
    }

    private JsonNode token(String grant) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + "/oauth/v2/token?" + grant + "&client_id="
                        + sandbox.clientId() + "&client_secret=" + sandbox.clientSecret()))
                .POST(BodyPublishers.noBody()));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String address(ServingApplication serving, String path) {
        return serving.address(PATH + organization + "/" + path).toString();
    }

    /** The calls that change something in the settings. */
    private Stream<Call> changes() {
        return sandbox.calls().all().stream()
                .filter(call ->
                        call.path().contains("/settings/") && !call.method().equals("GET"));
    }

    private void awaitRow(String what) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count(what))
                        .as(
                                "%s",
                                jdbc.sql(
                                                "select job, source_ids, due_at, done_at, attempts, cause, run_id from etl.inbox")
                                        .query()
                                        .listOfRows())
                        .isOne());
    }

    private long count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Long.class).single();
    }

    /** In this process; the configuration comes from system properties. */
    private int command(String... arguments) {
        set.forEach(System::clearProperty);
        set.addAll(settings.keySet());
        settings.forEach(System::setProperty);
        var out = new StringWriter();
        int code = TdsCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        printed = out.toString();
        return code;
    }
}
