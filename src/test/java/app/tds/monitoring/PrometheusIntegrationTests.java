package app.tds.monitoring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.tds.Repeated;
import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.alarm.Watches;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running application, scraped by a real Prometheus with the configuration that ops/prometheus ships. Where Prometheus
 * and Alertmanager are not installed, these tests are skipped and say so.
 */
class PrometheusIntegrationTests {

    private static final Path OPS = Path.of("ops").toAbsolutePath();
    private static final Pattern METRIC = Pattern.compile("\\btds[_:][a-z0-9_:]+");
    private static final Pattern SELECTOR = Pattern.compile("(\\btds[_:][a-z0-9_:]+|\\bup)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring|without)\\s*\\(([^)]*)\\)");
    private static final String PASSWORD = "look-look-look";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static ServingApplication application;
    private static Process prometheus;
    private static URI address;
    private static String scraped;

    @BeforeAll
    static void scrape() throws Exception {
        for (String program : List.of("prometheus", "promtool", "amtool")) {
            assumeTrue(
                    isInstalled(program),
                    program + " is not installed; apt-get install prometheus prometheus-alertmanager has it");
        }
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(10, 5, 10, 5, 5)), Clock.systemUTC());
        String organization = sandbox.organizationIds().get(0);
        TestDatabase database = TestDatabase.create();
        application = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.secrets." + organization + "=0123456789abcdef0123456789abcdef",
                "tds.security.viewer-password=" + PASSWORD);
        application.bean(OrganizationRefresh.class).refresh();
        somethingOfEverything(organization, JdbcClient.create(database.dataSource()));
        scraped = application.get("/actuator/prometheus", "viewer:" + PASSWORD).body();
        startPrometheus();
        // Only what grows while somebody looks has an increase.
        run(organization, RunMode.DELTA);
        awaitResult("tds:runs_failed:ratio_1h");
    }

    /** So that nothing is missing only because nothing has happened yet. */
    private static void somethingOfEverything(String organization, JdbcClient jdbc) throws Exception {
        run(organization, RunMode.FULL);
        run(organization, RunMode.DELTA);
        jdbc.sql("insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at) values (?, 1000, 900,"
                        + " now() + interval '6 hours') on conflict (organization_id) do update set calls_per_day = 1000,"
                        + " remaining = 900, resets_at = excluded.resets_at")
                .param(organization)
                .update();
        jdbc.sql(
                        "insert into etl.hydration (organization_id, job, source_id, queued_at) values (?, 'bills', '1', now())")
                .param(organization)
                .update();
        jdbc.sql("insert into etl.job_state (organization_id, job) values (?, 'bills') on conflict do nothing")
                .param(organization)
                .update();
        // Every hour of the weeks before, so that something is usual now.
        jdbc.sql("""
                        insert into etl.deliveries_by_hour (organization_id, job, hour, accepted, refused, minutes, last_at)
                        select ?, 'invoices', hour, 60, 1, 60, hour
                        from generate_series(date_trunc('hour', now()) - interval '8 weeks', now(), interval '1 hour') as hour
                        """).param(organization).update();
        jdbc.sql("insert into etl.nodes (node_id, name, serves, began_at) values (7, 'gone/1', true, now())")
                .update();
        jdbc.sql(
                        "insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by, began_at,"
                                + " fired_at, look, state, worst) values ('planted', 'CRITICAL', '', '', '', 'Planted.', '', 'nobody',"
                                + " now(), now(), 1, 'FIRING', 'CRITICAL')")
                .update();
        application.bean(QuotaNeeds.class).round();
        application.bean(TieOuts.class).round();
        application.bean(Watches.class).look();
        for (Repeated work : application.beans(Repeated.class).values()) {
            if (work.subject().equals("Seeing to webhooks")) {
                work.round();
            }
        }
        application.bean(DatabaseGauges.class).round();
    }

    private static void run(String organization, RunMode mode) throws Exception {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest("invoices", organization, mode, AskedBy.SCHEDULE))
                .finished()
                .get(60, TimeUnit.SECONDS);
    }

    /** With the files of ops/prometheus, but for where the application is and how often it is asked. */
    private static void startPrometheus() throws IOException {
        URI scraping = application.address("");
        String configuration = Files.readString(OPS.resolve("prometheus/prometheus.yml"))
                .replaceAll("_interval: 15s", "_interval: 1s")
                .replace("tds-zoho-sync:8081", scraping.getHost() + ":" + scraping.getPort())
                .replace("alertmanager:9093", "127.0.0.1:1");
        assertThat(configuration).contains(":" + scraping.getPort());
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        Files.writeString(folder.resolve("tds-viewer-password"), PASSWORD);
        Files.copy(OPS.resolve("prometheus/tds-rules.yml"), folder.resolve("tds-rules.yml"));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitResult("tds:job_staleness:ratio");
    }

    private static void awaitResult(String metric) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> !ask("query?query=" + encoded(metric))
                        .at("/data/result")
                        .isEmpty());
    }

    @AfterAll
    static void stop() {
        Stream.of(prometheus).filter(Objects::nonNull).forEach(Process::destroyForcibly);
        Stream.of(application, sandbox).filter(Objects::nonNull).forEach(one -> {
            try {
                one.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @Test
    void everyMetricAndLabelThatRulesAndPanelsNameExists() throws IOException {
        Map<String, Set<String>> labels = labelsByMetric();
        Map<String, String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(45);

        List<String> wrong = new ArrayList<>();
        expressions.forEach((where, expression) -> {
            Set<String> metrics = all(METRIC, expression);
            metrics.stream()
                    .filter(metric -> !labels.containsKey(metric))
                    .forEach(metric -> wrong.add(where + ": nobody has " + metric));
            SELECTOR.matcher(expression)
                    .results()
                    .forEach(selector -> all(MATCHER, selector.group(2)).stream()
                            .filter(label -> !labels.getOrDefault(selector.group(1), Set.of())
                                    .contains(label))
                            .forEach(label -> wrong.add(where + ": " + selector.group(1) + " has no label " + label)));
            Set<String> known = metrics.stream()
                    .flatMap(metric -> labels.getOrDefault(metric, Set.of()).stream())
                    .collect(Collectors.toSet());
            all(GROUPING, expression).stream()
                    .flatMap(list -> Stream.of(list.split(",")))
                    .map(String::strip)
                    .filter(label -> !known.contains(label))
                    .forEach(label -> wrong.add(where + ": no metric there has a label " + label));
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPanelShowsSomething() throws IOException {
        List<String> empty = new ArrayList<>();
        panels().forEach((where, expression) -> {
            JsonNode answer = ask("query?query=" + encoded(filledIn(expression)));
            if (!answer.path("status").asString().equals("success")
                    || answer.at("/data/result").isEmpty()) {
                empty.add(where + ": " + answer);
            }
        });
        assertThat(empty).isEmpty();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode variable : dashboard.at("/templating/list")) {
                String[] words = variable.path("definition").asString().split("[(){}, ]+");
                assertThat(labelsByMetric().get(words[1])).contains(words[words.length - 1]);
            }
        }
    }

    @Test
    void everyRuleIsEvaluated() {
        List<JsonNode> rules = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            rules.clear();
            ask("rules").at("/data/groups").forEach(group -> group.path("rules").forEach(rules::add));
            return rules.stream()
                    .allMatch(rule -> !rule.path("health").asString().equals("unknown"));
        });
        assertThat(rules)
                .hasSizeGreaterThan(15)
                .allSatisfy(rule -> assertThat(rule.path("health").asString())
                        .as("%s", rule)
                        .isEqualTo("ok"));
    }

    @Test
    void ourMetricsAreAsPrometheusWantsThem() throws Exception {
        String ours = scraped.lines()
                .filter(line -> line.startsWith("tds_") || line.matches("# (HELP|TYPE) tds_.*"))
                .collect(joining("\n", "", "\n"));
        assertThat(ours).contains("tds_runs_total", "tds_run_seconds_bucket");

        assertThat(output(ours, "promtool", "check", "metrics")).isEmpty();
        assertThat(ours.lines().filter(line -> line.matches("tds_[a-z_]+\\{.*\\bjob=.*")))
                .as("the label job is Prometheus' own")
                .isEmpty();
        assertThat(ours.lines().filter(line -> line.matches("tds_[a-z_]+_age(_seconds)?[ {].*")))
                .isEmpty();
    }

    @Test
    void oneOrganizationAndEntityHasFewSeries() {
        Map<String, Long> series = scraped.lines()
                .filter(line -> line.startsWith("tds_"))
                .map(line -> Pattern.compile("entity=\"([a-z_]+)\".*organization=\"(\\d+)\"")
                        .matcher(line))
                .filter(matcher -> matcher.find())
                .collect(Collectors.groupingBy(
                        matcher -> matcher.group(2) + " " + matcher.group(1), TreeMap::new, Collectors.counting()));

        assertThat(series).hasSizeGreaterThan(10);
        assertThat(series.get(sandbox.organizationIds().get(0) + " invoices"))
                .as("%s", series)
                .isGreaterThan(40);
        assertThat(series).allSatisfy((of, count) -> assertThat(count).as(of).isLessThanOrEqualTo(60));
    }

    @Test
    void filesOfRulesAndOfTheAlertmanagerAreGood() throws Exception {
        Path rules = OPS.resolve("prometheus");
        assertThat(output(
                        "",
                        "promtool",
                        "check",
                        "rules",
                        rules.resolve("tds-rules.yml").toString()))
                .contains("SUCCESS");
        assertThat(output(
                        "",
                        "promtool",
                        "test",
                        "rules",
                        rules.resolve("tds-rules.test.yml").toString()))
                .contains("SUCCESS");
        assertThat(output(
                        "",
                        "promtool",
                        "check",
                        "config",
                        folder.resolve("prometheus.yml").toString()))
                .contains("SUCCESS");
        assertThat(output(
                        "",
                        "amtool",
                        "check-config",
                        OPS.resolve("alertmanager/alertmanager.yml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void everyAlertSaysWhereToReadOn() throws IOException {
        String page = Files.readString(Path.of("src/docs/alerts.md"));
        String rules = Files.readString(OPS.resolve("prometheus/tds-rules.yml"));

        assertThat(all(Pattern.compile("runbook_url: (\\S+)"), rules))
                .hasSizeGreaterThan(10)
                .allSatisfy(url -> assertThat(page).contains("\n## " + url.replace("src/docs/alerts.md#", "") + "\n"));
    }

    @Test
    void alarmsAndOldRowsAreDegradedAndAnsweredWith200() {
        var health = application.get("/actuator/health", "");
        assertThat(health.body()).contains("DEGRADED");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health/readiness", "").statusCode())
                .isEqualTo(200);
    }

    private static Map<String, Set<String>> labelsByMetric() {
        Map<String, Set<String>> labels = new TreeMap<>();
        String ours = encoded("{__name__=~\"tds[_:].+|up\"}");
        for (JsonNode series : ask("series?match[]=" + ours).path("data")) {
            labels.computeIfAbsent(series.path("__name__").asString(), unknown -> new TreeSet<>())
                    .addAll(series.propertyNames());
        }
        return labels;
    }

    /** Of rules and panels, by where they stand. */
    private static Map<String, String> expressions() throws IOException {
        Map<String, String> expressions = new TreeMap<>(panels());
        Map<String, List<Map<String, Object>>> groups =
                new Yaml().load(Files.readString(OPS.resolve("prometheus/tds-rules.yml")));
        for (Map<String, Object> group : Objects.requireNonNull(groups.get("groups"))) {
            for (Object rule : (Collection<?>) Objects.requireNonNull(group.get("rules"))) {
                Map<?, ?> one = (Map<?, ?>) rule;
                expressions.put(
                        "rule " + (one.containsKey("alert") ? one.get("alert") : one.get("record")),
                        String.valueOf(one.get("expr")));
            }
        }
        return expressions;
    }

    private static Map<String, String> panels() throws IOException {
        Map<String, String> panels = new HashMap<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    panels.put(
                            dashboard.path("title").asString() + ", "
                                    + panel.path("title").asString() + ", "
                                    + target.path("refId").asString(),
                            target.path("expr").asString());
                }
            }
        }
        return panels;
    }

    private static List<JsonNode> dashboards() throws IOException {
        try (var files = Files.list(OPS.resolve("grafana/dashboards"))) {
            List<JsonNode> dashboards = new ArrayList<>();
            for (Path file : files.toList()) {
                dashboards.add(new JsonMapper().readTree(Files.readString(file)));
            }
            assertThat(dashboards).hasSize(3);
            return dashboards;
        }
    }

    private static String filledIn(String expression) {
        return expression.replace("$organization", ".*").replace("$entity", ".*");
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() == 0 ? result.group() : result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode ask(String question) {
        return new JsonMapper()
                .readTree(application
                        .get(address.resolve("/api/v1/" + question), "")
                        .body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** What a program says, all of it; it has to succeed. */
    private static String output(String input, String... command) throws Exception {
        Path said = Files.createTempFile(folder, "said", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(said);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
