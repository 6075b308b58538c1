package app.tds.bench;

import java.lang.reflect.RecordComponent;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.database.AbstractPagingItemReader;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.reactive.function.client.WebClient;

/** The same list by a job as the Spring Batch manual shows it: paging reader, records, batched upserts. */
final class Textbook {

    private static final Map<String, String> RENAMED = Map.of(
            "invoice_id", "source_id",
            "created_time", "source_created_at",
            "last_modified_time", "source_modified_at");

    private final SandboxProcess sandbox;
    private final JobOperator operator;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final DataSource dataSource;
    private final WebClient http;
    private long runs;

    private Textbook(SandboxProcess sandbox, ApplicationContext context) {
        this.sandbox = sandbox;
        this.operator = context.getBean(JobOperator.class);
        this.repository = context.getBean(JobRepository.class);
        this.transactions = context.getBean(PlatformTransactionManager.class);
        this.dataSource = context.getBean(DataSource.class);
        this.http = context.getBean(WebClient.Builder.class).build();
    }

    /** Makes its table, with every index that tds.invoices has. */
    static Textbook of(SandboxProcess sandbox, ApplicationContext context, String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table bench.textbook (like tds.invoices including all);
                    alter table bench.textbook alter first_seen_at drop not null, alter synced_at drop not null,
                      alter run_id drop not null, alter payload_hash drop not null, alter fingerprint drop not null;
                    """);
        }
        return new Textbook(sandbox, context);
    }

    /** Imports everything and returns how many rows. */
    long run() throws Exception {
        ItemStreamReader<TextbookInvoice> reader = new Pages();
        JdbcBatchItemWriter<TextbookInvoice> writer = new JdbcBatchItemWriterBuilder<TextbookInvoice>()
                .dataSource(dataSource)
                .sql(upsert())
                .beanMapped()
                .assertUpdates(false)
                .build();
        writer.afterPropertiesSet();
        var step = new StepBuilder("textbook", repository)
                .<TextbookInvoice, TextbookInvoice>chunk(1000)
                .transactionManager(transactions)
                .reader(reader)
                .writer(writer)
                .build();
        var job = new JobBuilder("textbook", repository).start(step).build();
        JobExecution execution = operator.start(
                job, new JobParametersBuilder().addLong("run", ++runs).toJobParameters());
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException(execution.toString());
        }
        return execution.getStepExecutions().iterator().next().getWriteCount();
    }

    private String upsert() {
        List<String> fields = Arrays.stream(TextbookInvoice.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        List<String> columns = fields.stream().map(Textbook::column).toList();
        return "insert into bench.textbook (organization_id, " + String.join(", ", columns) + ") values ('"
                + sandbox.organization() + "', "
                + fields.stream().map(it -> ":" + it).collect(Collectors.joining(", "))
                + ") on conflict (organization_id, source_id) do update set "
                + columns.stream()
                        .filter(it -> !it.equals("source_id"))
                        .map(it -> it + " = excluded." + it)
                        .collect(Collectors.joining(", "));
    }

    private static String column(String field) {
        String snake = field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return RENAMED.getOrDefault(snake, snake);
    }

    private record Answer(List<TextbookInvoice> invoices) {}

    private final class Pages extends AbstractPagingItemReader<TextbookInvoice> {

        Pages() {
            setName("textbook");
            setPageSize(200);
        }

        @Override
        protected void doReadPage() {
            Answer answer = http.get()
                    .uri(sandbox.page(getPage() + 1))
                    .header("authorization", sandbox.authorization())
                    .retrieve()
                    .bodyToMono(Answer.class)
                    .block();
            results = new ArrayList<>(answer == null ? List.of() : answer.invoices());
        }
    }
}
