package app.tds.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.InvalidConfiguration;
import app.tds.jobs.JobDefinition.Incremental;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class JobDefinitionReaderTests {

    private static final String DEFAULTS = """
            source:
              integration: zoho
              page-size: 200
              parameters: {filter_by: Status.All, sort_column: created_time}
            schedule: {full: "0 0 2 * * ?", delta: "0 */5 * * * ?"}
            limits: {chunk-size: 1000, pages-ahead: 3, quarantine: 500, overlap: 5m}
            freshness: 1h
            priority: 50
            """;

    private static final String INVOICES = """
            name: invoices
            source:
              api: books
              path: /invoices
              records: invoices
              key: invoice_id
              translation: zoho-invoice
              incremental: filter
            """;

    @TempDir
    Path folder;

    @Test
    void aJobIsItsFileOverTheDefaults() throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write("invoices.yaml", INVOICES + "  ignore: [due_days]\nlimits: {overlap: 10m}\n");

        var job = read().orRefuse().all().get(0);

        assertThat(job.name()).isEqualTo("invoices");
        assertThat(job.source().integration()).isEqualTo("zoho");
        assertThat(job.source().incremental()).isEqualTo(Incremental.FILTER);
        assertThat(job.source().ignore()).containsExactly("due_days");
        assertThat(job.source().watch()).isEmpty();
        assertThat(job.limits()).isEqualTo(new JobDefinition.Limits(1000, 3, 500, Duration.ofMinutes(10)));
        assertThat(job.freshness()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void parametersAreMergedByNameAndAnEmptyOneIsNotSent() throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write("invoices.yaml", INVOICES + "  parameters: {filter_by: Status.Paid, sort_column: '', x.y: 1}\n");

        assertThat(read().orRefuse().all().get(0).source().parameters())
                .isEqualTo(Map.of("filter_by", "Status.Paid", "x.y", "1"));
    }

    @Test
    void everyProblemOfEveryFileIsReportedAtOnce() throws IOException {
        write("_defaults.yaml", DEFAULTS.replace("quarantine: 500", "quarantine: lots"));
        write("bills.yaml", "name: bills\nsource: {api: [books\n");
        write("invoices.yaml", INVOICES + "  page-size: many\n  colour: red\nschedul: {full: x}\n");
        write("orders.yaml", INVOICES.replace("invoice_id", "''").replace("  records: invoices\n", ""));

        assertThat(read().problems())
                .containsExactlyInAnyOrder(
                        shown("bills.yaml: line 3, column 1: expected ',' or ']', but got <stream end>"),
                        shown("invoices.yaml: source.page-size: \"many\" is not a whole number"),
                        shown("invoices.yaml: source.colour: is not a key of a job"),
                        shown("invoices.yaml: schedul.full: is not a key of a job"),
                        shown("_defaults.yaml: limits.quarantine: \"lots\" is not a whole number"),
                        shown("orders.yaml: source.key: must not be blank"),
                        shown("orders.yaml: source.records: is missing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            source.page-size      | 0               | 0 is not between 1 and 200
            source.page-size      | 201             | 201 is not between 1 and 200
            limits.chunk-size     | 0               | 0 is not between 1 and 100000
            limits.pages-ahead    | -1              | -1 is not between 0 and 20
            limits.quarantine     | -1              | -1 is less than 0
            limits.overlap        | 5               | "5" is not a duration with a unit, such as 5m or 1h
            limits.overlap        | -5m             | must not be negative
            limits.overlap        | soon            | "soon" is not a duration with a unit, such as 5m or 1h
            freshness             | 0s              | must be more than nothing
            priority              | 1.5             | "1.5" is not a whole number
            source.incremental    | sometimes       | "sometimes" is not one of filter, sort, whole
            source.pages          | some            | "some" is not one of numbered, none
            source.path           | invoices        | "invoices" does not begin with /
            source                | zoho            | needs keys below it: api, ignore, incremental, integration, key, page-size, pages, parameters, path, range.field, range.from, range.to, range.totals, records, scope, translation, watch
            schedule.full         | 0 0 2 * *       | "0 0 2 * *" has 5 fields instead of six: second minute hour day-of-month month day-of-week
            schedule.full         | 0 0 25 * * ?    | "0 0 25 * * ?" is not a cron expression
            schedule.delta        | "0 0 2 * * *"   | "0 0 2 * * *" needs ? as exactly one of day of month and day of week
            schedule.delta        | 0 0 2 ? * ?     | "0 0 2 ? * ?" needs ? as exactly one of day of month and day of week
            schedule.delta        | 0 0 2 ? * 1-5   | "0 0 2 ? * 1-5" numbers the days of the week: name them, MON to SUN
            name                  | Invoices!       | "Invoices!" may hold only small letters, digits and -
            name                  | bills           | "bills" is not the name of its file
            """)
    void aValueThatBreaksARuleIsNamed(String key, String value, String sentence) throws IOException {
        write("_defaults.yaml", DEFAULTS);
        var yaml = key.equals("name")
                ? INVOICES.replace("name: invoices", "name: " + value)
                : INVOICES
                        + (key.startsWith("source.")
                                ? "  " + key.substring(7) + ": " + value + "\n"
                                : key + ": " + value + "\n");
        yaml = key.equals("source.path") ? INVOICES.replace("/invoices", value) : yaml;
        yaml = key.equals("source.incremental") ? INVOICES.replace("filter", value) : yaml;
        yaml = key.equals("source") ? "name: invoices\nsource: zoho\n" : yaml;
        write("invoices.yaml", yaml);

        assertThat(read().problems()).contains(shown("invoices.yaml: " + key + ": " + sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 2 * * ?
            0 0/7 8-18 ? * MON-FRI
            0 0 3 L * ?
            0 0 3 ? * FRI#2
            0 0 3 ? * MONL
            """)
    void usualSchedulesAreAccepted(String cron) throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write("invoices.yaml", INVOICES + "schedule: {full: \"" + cron + "\"}\n");

        assertThat(read().problems()).isEmpty();
    }

    @Test
    void aWebhookNamesItsPathAndItsRootsAndNoOtherJobs() throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write(
                "invoices.yaml",
                INVOICES
                        + "webhook: {path: invoices, roots: [invoice], moves: invoices, modules: {sales_invoice: Invoices}}\n");

        assertThat(read().orRefuse().all().get(0).webhook())
                .isEqualTo(new JobDefinition.Webhook(
                        "invoices", List.of("invoice"), "invoices", Map.of("sales_invoice", "Invoices")));

        write(
                "bills.yaml",
                INVOICES.replace("name: invoices", "name: bills")
                        + "webhook: {path: '20', moves: stock, modules: {A/b: C}}\n");
        write(
                "orders.yaml",
                INVOICES.replace("name: invoices", "name: orders")
                        + "webhook: {path: invoices, roots: [salesorder], moves: stock}\n");

        assertThat(read().problems())
                .containsExactlyInAnyOrder(
                        shown("bills.yaml: webhook.path: is missing, or holds more than small letters, digits and -"),
                        shown("bills.yaml: webhook.roots: is missing"),
                        shown(
                                "bills.yaml: webhook.modules: holds more than modules with the names that screens show, such as customer_payment: Payments Received"),
                        shown("orders.yaml: webhook.path: \"invoices\" is used by another file, too"),
                        shown("orders.yaml: webhook.moves: there is no job \"stock\""));
    }

    @Test
    void aNameBelongsToOneFile() throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write("a.yaml", INVOICES);
        write("invoices.yaml", INVOICES);
        write("orders.yml", INVOICES);

        assertThat(read().problems())
                .containsExactly(
                        shown("orders.yml: is not read: rename it to end in .yaml"),
                        shown("a.yaml: name: \"invoices\" is not the name of its file"));
    }

    @Test
    void aFolderWithoutJobsIsAProblem() throws IOException {
        write("_defaults.yaml", DEFAULTS);

        assertThat(read().problems())
                .containsExactly(
                        shown(": holds no job file (*.yaml): set tds.jobs.location to the folder with the jobs"));
        assertThat(new JobDefinitionReader("file:/nowhere/").read().problems()).hasSize(1);
        assertThat(new JobDefinitionReader("classpath:nowhere/").read().problems())
                .hasSize(1);
    }

    @Test
    void moreThanOneDocumentInAFileIsAProblem() throws IOException {
        write("_defaults.yaml", DEFAULTS);
        write("invoices.yaml", INVOICES + "---\n" + INVOICES);

        assertThat(read().problems())
                .contains(shown("invoices.yaml: holds 2 documents separated by ---; one file is one job"));
    }

    @Test
    void definitionsAreNotToBeHadWhileThereAreProblems() throws IOException {
        write("invoices.yaml", INVOICES);

        assertThatThrownBy(() -> read().orRefuse())
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("invoices.yaml: schedule.full: is missing");
    }

    @Test
    void theOwnJobsAreFreeOfProblemsAndInOrder() throws IOException {
        assertThat(new JobsCheck().problems(new MockEnvironment())).isEmpty();
        JobDefinitions own = OwnJobs.all();
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            assertThat(own.names())
                    .containsExactlyInAnyOrderElementsOf(files.map(
                                    it -> it.getFileName().toString())
                            .filter(it ->
                                    it.endsWith(".yaml") && !it.startsWith("_") && !FileBesideJobs.NAMES.contains(it))
                            .map(it -> it.replace(".yaml", ""))
                            .toList());
        }
        assertThat(own.all()).isSortedAccordingTo(Comparator.comparingInt(JobDefinition::priority));
        assertThat(own.names())
                .as("locations are read before what names them, orders before what is invoiced")
                .containsSubsequence(
                        "locations", "products", "stock", "customers", "invoices", "orders", "bills", "payments");
    }

    @Test
    void jobsAreFoundByName() {
        var jobs = new JobDefinitionReader("classpath:jobs").read().orRefuse();

        assertThat(jobs.find("stock")).hasValueSatisfying(it -> {
            assertThat(it.source().incremental()).isEqualTo(Incremental.WHOLE);
            assertThat(it.source().watch()).hasSize(3);
        });
        assertThat(jobs.find("unknown")).isEmpty();
    }

    private JobDefinitionReader.Reading read() {
        return new JobDefinitionReader(folder.toString()).read();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String shown(String sentence) {
        return folder + "/" + (sentence.startsWith(":") ? sentence : sentence);
    }
}
