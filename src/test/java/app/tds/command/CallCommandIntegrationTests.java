package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that a person makes. */
class CallCommandIntegrationTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static Sandbox sandbox;
    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private String out = "";
    private String err = "";

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(CompanySize.tiny(), CompanySize.tiny()), Clock.systemUTC());
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void oneOrganization() {
        sandbox.calls().clear();
        sandbox.faults().clear();
        settings.putAll(RunningApplication.settings(sandbox, database));
        settings.put("logging.file.name", folder.resolve("call.log").toString());
        settings.put("tds.zoho.organizations", organization(0));
    }

    @Test
    void anAnswerIsPrintedAsZohoGaveItAndItsCostBesideIt() throws Exception {
        assertThat(run("call", "get", "books", "/invoices", "--param", "page=2", "--param", "per_page=3"))
                .as(err)
                .isZero();

        JsonNode answer = JSON.readTree(out);
        assertThat(answer.path("invoices")).hasSize(3);
        assertThat(answer.path("page_context").path("page").asInt()).isEqualTo(2);
        JsonNode first = answer.path("invoices").get(0);
        assertThat(first.toString())
                .isEqualTo(company(0)
                        .row("invoices", first.path("invoice_id").asString())
                        .toString());
        assertThat(err).contains("1 call");
        assertThat(sandbox.calls().of("/books/v3/invoices"))
                .singleElement()
                .extracting(call -> call.query().get("organization_id"))
                .isEqualTo(organization(0));
        assertThat(purposes()).containsExactly("delta");
    }

    @Test
    void namesAreLeftOutOnRequestAndAmountsStay() throws Exception {
        String id = company(0).ids("contacts").get(0);
        assertThat(run("call", "GET", "books", "/contacts/" + id)).as(err).isZero();
        JsonNode plain = JSON.readTree(out).path("contact");
        assertThat(run("call", "GET", "books", "/contacts/" + id, "--mask"))
                .as(err)
                .isZero();
        JsonNode masked = JSON.readTree(out).path("contact");

        assertThat(plain.path("contact_name").asString()).isNotEmpty().isNotEqualTo("***");
        assertThat(masked.path("contact_name").asString()).isEqualTo("***");
        assertThat(out).doesNotContain(plain.path("contact_name").asString());
        assertThat(masked.path("contact_id")).isEqualTo(plain.path("contact_id"));
        assertThat(masked.path("outstanding_receivable_amount")).isEqualTo(plain.path("outstanding_receivable_amount"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET books invoices                                  | the path begins with /",
                "GET books https://evil.example/invoices             | the path begins with /",
                "GET books //evil.example/invoices                   | the path begins with /",
                "GET books /../../oauth/v2/token                     | the path begins with /",
                "GET books /invoices/..                              | the path begins with /",
                "GET books /invoices/%2e%2e/contacts                 | the path begins with /",
                "GET books /invoices?page=1                          | said with --param",
                "GET books /invoices@evil.example                    | the path begins with /",
                "GET books /invoices --param organization_id=1       | said with --organization",
                "GET books /invoices --body {}                       | a GET has no body",
                "GET books /invoices --organization 4711             | say --organization with one of",
                "GET desk /tickets                                   | \"desk\" is not one of [books, crm, inventory]",
                "PATCH books /invoices                               | \"PATCH\" is not one of [GET, POST, PUT, DELETE]",
                "POST books /contacts --body {}                      | say --yes",
                "PUT books /contacts/1 --body {}                     | say --yes",
                "DELETE books /contacts/1                            | say --yes",
                "POST books /contacts --yes --body {                 | the body is not JSON",
                "POST books /contacts --yes --body @/no/such/file    | cannot be read"
            })
    void whatIsNotMeantIsASentenceAndMakesNoCall(String arguments, String sentence) {
        assertThat(run(("call " + arguments).split(" "))).isEqualTo(TdsCommand.WRONG);

        assertThat(err).contains(sentence).doesNotContain("\tat ");
        assertThat(out).isEmpty();
        assertThat(sandbox.calls().count()).isZero();
    }

    @Test
    void amongSeveralOrganizationsOneIsNamed() throws Exception {
        settings.put("tds.zoho.organizations", organization(0) + "," + organization(1));
        assertThat(run("call", "GET", "books", "/invoices")).isEqualTo(TdsCommand.WRONG);
        assertThat(err).contains("say --organization with one of", organization(0), organization(1));
        assertThat(sandbox.calls().count()).isZero();

        assertThat(run("call", "GET", "books", "/invoices", "--organization", organization(1)))
                .as(err)
                .isZero();
        assertThat(company(1).ids("invoices"))
                .contains(JSON.readTree(out)
                        .path("invoices")
                        .get(0)
                        .path("invoice_id")
                        .asString());
    }

    @Test
    void whatZohoRefusesIsASentenceWithoutATraceOrAToken() {
        assertThat(run("call", "GET", "books", "/invoices/4711")).isEqualTo(TdsCommand.FAILED);
        assertThat(err).contains("GET books/invoices/4711 of organization " + organization(0), "404", "code 1002");
        sandbox.faults().on("/books/v3/bills").always().status(401, 57);
        assertThat(run("call", "GET", "books", "/bills")).isEqualTo(TdsCommand.FAILED);
        assertThat(err).contains("code 57", "Add the scope");
        sandbox.faults().clear();
        assertThat(run("call", "GET", "books", "/no_such_list")).isEqualTo(TdsCommand.FAILED);
        assertThat(err)
                .hasLineCount(1)
                .doesNotContain("\tat ", "oauthtoken", "1000.")
                .contains("no_such_list");
        assertThat(out).isEmpty();
    }

    @Test
    void aCallThatChangesSomethingIsMadeOnceAndNoted() {
        run("call", "delete", "books", "/contacts/4711", "--yes");

        assertThat(sandbox.calls().all())
                .filteredOn(call -> call.path().equals("/books/v3/contacts/4711"))
                .extracting(Call::method)
                .containsExactly("DELETE");
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select action from etl.audit where login = 'command'")
                        .query(String.class)
                        .list())
                .containsExactly("called DELETE books/contacts/4711 of organization " + organization(0));
    }

    @Test
    void nothingIsAskedWhenTheDaysCallsAreUsedUp() {
        assertThat(run("call", "GET", "books", "/invoices")).as(err).isZero();
        sandbox.calls().clear();
        JdbcClient.create(database.dataSource()).sql("""
                        insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at)
                        values (?, 1000, 5, now() + interval '1 hour')
                        on conflict (organization_id) do update set calls_per_day = 1000, remaining = 5,
                          resets_at = excluded.resets_at
                        """).param(organization(0)).update();
        try {
            assertThat(run("call", "GET", "books", "/invoices")).isEqualTo(TdsCommand.FAILED);
            assertThat(err).contains("Of the 1000 calls a day", "5 are left");
            assertThat(sandbox.calls().of("/books/v3/invoices")).isEmpty();
        } finally {
            JdbcClient.create(database.dataSource())
                    .sql("delete from etl.budgets")
                    .update();
        }
    }

    private List<String> purposes() {
        return JdbcClient.create(database.dataSource())
                .sql("select distinct purpose from etl.calls_by_hour where organization_id <> ''")
                .query(String.class)
                .list();
    }

    private static Company company(int position) {
        return sandbox.company(organization(position));
    }

    private static String organization(int position) {
        return List.copyOf(sandbox.organizationIds()).get(position);
    }

    /** In this process; the configuration comes from system properties. */
    private int run(String... arguments) {
        Set<String> set = new HashSet<>(settings.keySet());
        settings.forEach(System::setProperty);
        var printed = new StringWriter();
        var failed = new StringWriter();
        try {
            return TdsCommand.commandLine()
                    .setOut(new PrintWriter(printed, true))
                    .setErr(new PrintWriter(failed, true))
                    .execute(arguments);
        } finally {
            set.forEach(System::clearProperty);
            out = printed.toString();
            err = failed.toString();
        }
    }
}
