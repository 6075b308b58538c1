package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ApplicationProcess;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.zoho.OwnScopes;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connecting, ending and trying connections from the command line. */
class ConnectCommandsIntegrationTests {

    private static final String[] ALL = OwnScopes.all().toArray(String[]::new);

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(CompanySize.tiny(), CompanySize.tiny()), Clock.systemUTC());
    private final TestDatabase database = TestDatabase.create();
    private final Map<String, String> settings = new LinkedHashMap<>(RunningApplication.settings(sandbox, database));
    private final Set<String> set = new HashSet<>();
    private String printed = "";

    @BeforeEach
    void nothingIsConnected() {
        settings.remove("tds.zoho.refresh-token");
        settings.put("logging.file.name", folder.resolve("connect.log").toString());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aCodeMakesAConnectionThatLastsUntilItIsEnded() {
        String code = sandbox.grantCode(ALL);

        assertThat(run("connect", "--code", code)).isZero();
        assertThat(printed.strip()).isEqualTo("Connection default is made.");
        assertThat(run("test-connection")).as(printed).isZero();
        assertThat(printed)
                .contains("OK       default: token: good until", "Everything is well.")
                .contains("OK       default: organization " + organization(0) + ", invoices: can be read")
                .contains("OK       default: organization " + organization(1) + ", products, stock: can be read")
                .doesNotContain("PROBLEM");

        assertThat(run("connect", "--code", code)).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("does not accept the code").doesNotContain(code);
        assertThat(run("test-connection")).isZero();

        assertThat(run("disconnect")).isZero();
        assertThat(printed.strip()).isEqualTo("Connection default is ended.");
        assertThat(run("test-connection")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed.lines())
                .filteredOn(line -> line.startsWith("PROBLEM"))
                .singleElement()
                .asString()
                .contains("default: token: ", "is not connected", "run connect");
    }

    @Test
    void theScopesThatTheJobsNeedArePrintedAsTheConsoleTakesThem() {
        assertThat(run("connect", "--scopes")).isZero();
        assertThat(printed.strip()).isEqualTo(String.join(",", ALL));
        assertThat(run("connect")).isEqualTo(TdsCommand.WRONG);
        assertThat(run("connect", "--scopes", "--code", "1000.a.b")).isEqualTo(TdsCommand.WRONG);
    }

    @Test
    void aCodeIsReadFromStandardInputAndWhatItLacksIsSaid() {
        var in = System.in;
        System.setIn(new ByteArrayInputStream(
                (sandbox.grantCode("ZohoBooks.settings.READ", "ZohoBooks.invoices.READ") + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("connect", "--code", "-")).isZero();
        } finally {
            System.setIn(in);
        }

        assertThat(printed)
                .contains("Connection default is made.")
                .contains("PROBLEM  default: scope ZohoBooks.bills.READ: is missing", "fail: bills")
                .contains(
                        "PROBLEM  default: scope ZohoInventory.items.READ: is missing", "fail: products, groups, stock")
                .doesNotContain("scope ZohoBooks.invoices.READ");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws Exception {
        var granted = Set.of("ZohoBooks.settings.READ", "ZohoBooks.invoices.READ", "ZohoInventory.items.READ");
        settings.put("tds.zoho.organizations", organization(0) + ",77001");
        connection("dead", "77002");
        connection("unmade", "77003");
        connection("secretless", "77004");
        assertThat(run(
                        "connect",
                        "--connection",
                        "default",
                        "--code",
                        sandbox.grantCode(granted.toArray(String[]::new))))
                .isZero();
        settings.put("tds.zoho.connections.dead.refresh-token", "1000.dead.dead");
        settings.put("tds.zoho.connections.secretless.refresh-token", sandbox.refreshToken());
        settings.put("tds.zoho.connections.secretless.client-secret", "not-the-secret");

        assertThat(run("test-connection")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed.lines())
                .anyMatch(it -> it.startsWith("PROBLEM  default: organization " + organization(0) + ", bills: ")
                        && it.contains("needs the scope ZohoBooks.bills.READ, which this connection does not have"))
                .anyMatch(it -> it.startsWith("PROBLEM  default: organization " + organization(0) + ", customers: ")
                        && it.contains("ZohoBooks.contacts.READ"))
                .anyMatch(it -> it.startsWith("PROBLEM  default: organization " + organization(0) + ", orders: ")
                        && it.contains("ZohoBooks.salesorders.READ"))
                .anyMatch(
                        it -> it.startsWith("PROBLEM  default: organization 77001: ") && it.contains("correct the id"))
                .anyMatch(it -> it.startsWith("OK       default: organization " + organization(0) + ", invoices"))
                .anyMatch(it -> it.startsWith("PROBLEM  dead: token: ") && it.contains("refresh token"))
                .anyMatch(it -> it.startsWith("PROBLEM  unmade: token: ") && it.contains("is not connected"))
                .anyMatch(it -> it.startsWith("PROBLEM  secretless: token: ") && it.contains("client secret"))
                .anyMatch(it -> it.equals("Problems: " + (OwnScopes.listsBeyond(granted) + 1 + 3)));
        assertThat(printed).doesNotContain("1000.dead", "not-the-secret", sandbox.clientSecret());
    }

    @Test
    void aTokenThatZohoRefusesIsFoundWithoutAskingForEveryList() {
        assertThat(run("connect", "--code", sandbox.grantCode(ALL))).isZero();
        sandbox.faults().on("/books/v3/*").always().status(401, 14);
        sandbox.faults().on("/inventory/v1/*").always().status(401, 14);
        sandbox.calls().clear();

        assertThat(run("test-connection")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed.lines())
                .filteredOn(line -> line.startsWith("PROBLEM") || line.startsWith("OK"))
                .singleElement()
                .asString()
                .contains("PROBLEM  default: token: ", "does not accept the access token");
        assertThat(sandbox.calls().of("/oauth/v2/token")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aTokenThatWasRevokedBehindOurBackIsFound() throws Exception {
        settings.put("tds.zoho.refresh-token", sandbox.refreshToken());
        assertThat(run("test-connection")).isZero();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + "/oauth/v2/token/revoke?token="
                                        + sandbox.refreshToken()))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThat(run("test-connection")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed.lines())
                .filteredOn(line -> line.startsWith("PROBLEM"))
                .singleElement()
                .asString()
                .contains("default: token: ", "revoked");
    }

    /** With the names of ops/env.example. */
    @Test
    void aProcessIsConfiguredByItsEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_DATASOURCE_URL", database.url());
        environment.put("TDS_SECRET_KEY", settings.get("tds.secret-key"));
        environment.put(
                "TDS_ZOHO_CONNECTIONS_SHOP_ACCOUNTS_URL", sandbox.accountsUrl().toString());
        environment.put("TDS_ZOHO_CONNECTIONS_SHOP_CLIENT_ID", sandbox.clientId());
        environment.put("TDS_ZOHO_CONNECTIONS_SHOP_CLIENT_SECRET", sandbox.clientSecret());
        environment.put("TDS_ZOHO_CONNECTIONS_SHOP_ORGANIZATIONS", organization(0));
        environment.put("TDS_ZOHO_CALLS_IN_FLIGHT", "3");
        environment.put("TDS_ZOHO_RESERVED_SHARE", "0.2");
        String code = sandbox.grantCode(ALL);

        var connect = ApplicationProcess.start(folder, environment, "connect", "--code", code);
        assertThat(connect.exitCode()).as(connect.output()).isZero();
        var test = ApplicationProcess.start(folder, environment, "test-connection");

        assertThat(test.exitCode()).as(test.output()).isZero();
        assertThat(connect.output()).contains("Connection shop is made.").doesNotContain(code);
        assertThat(test.output()).contains("OK       shop: token: good until", "Everything is well.");
    }

    @Test
    void whatCannotBeMeantEndsWithTwo() {
        connection("second", "77001");

        assertThat(run("connect", "--code", "1000.x.y")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("--connection: name one of default, second");
        assertThat(run("disconnect", "--connection", "third")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("there is no \"third\"");
        assertThat(run("connect", "--code", " ")).isEqualTo(TdsCommand.WRONG);
        assertThat(run("connect")).isEqualTo(TdsCommand.WRONG);
        assertThat(sandbox.calls().count()).isZero();
    }

    private String organization(int position) {
        return List.copyOf(sandbox.organizationIds()).get(position);
    }

    private void connection(String name, String organization) {
        String prefix = "tds.zoho.connections." + name + ".";
        settings.put(prefix + "accounts-url", sandbox.accountsUrl().toString());
        settings.put(prefix + "client-id", sandbox.clientId());
        settings.put(prefix + "client-secret", sandbox.clientSecret());
        settings.put(prefix + "organizations", organization);
    }

    /** In this process; the configuration comes from system properties. */
    private int run(String... arguments) {
        settings.forEach((key, value) -> {
            System.setProperty(key, value);
            set.add(key);
        });
        var out = new StringWriter();
        try {
            return TdsCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(out, true))
                    .execute(arguments);
        } finally {
            set.forEach(System::clearProperty);
            printed = out.toString();
        }
    }
}
