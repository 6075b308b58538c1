package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Written;
import app.tds.pipeline.RunReporter.NotAccountedFor;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.support.TransactionTemplate;

/** Builds the batch job of a run from its definition; knows no entity by name. */
@Component
public class PipelineAssembly {

    static final String RUN = "run";

    /** Documents fetched and written together. */
    private static final int SINGLE = 20;

    private static final int BULK = 500;

    private final Integrations integrations;
    private final PipelineParts parts;
    private final StopFlags stopFlags;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate savepoint;
    private final TransactionTemplate transaction;

    PipelineAssembly(
            Integrations integrations,
            PipelineParts parts,
            StopFlags stopFlags,
            JobRepository repository,
            PlatformTransactionManager transactions) {
        this.integrations = integrations;
        this.parts = parts;
        this.stopFlags = stopFlags;
        this.repository = repository;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A run and its batch job instance have the same identity. */
    public static JobParameters parameters(Run run) {
        return new JobParametersBuilder()
                .addLong(RUN, run.id())
                .addString("organization", run.organizationId(), false)
                .addString("mode", run.mode().name(), false)
                .toJobParameters();
    }

    /**
     * The batch job of this run: list, advance, and between them a sweep after a full listing, documents after any other; or
     * documents only.
     *
     * <p>A full import ends with its list, so that all headers are there soon; what it queues, deltas fetch.
     */
    public Job job(JobDefinition definition, Run run) {
        RunTally tally = new RunTally();
        var builder = new JobBuilder(definition.name(), repository);
        if (run.mode() == RunMode.BY_ID) {
            return builder.start(fetch(definition, run))
                    .next(advance(run, tally))
                    .build();
        }
        SimpleJobBuilder job = builder.start(list(definition, run, tally));
        if (definition.details() != null) {
            job.next(run.mode() == RunMode.FULL ? sweep(definition, run) : hydrate(definition, run));
        }
        return job.next(advance(run, tally)).build();
    }

    private Step list(JobDefinition definition, Run run, RunTally tally) {
        Source source = integrations.source(definition);
        Translation translation = integrations.translation(definition);
        var listing = new Listing(source, query(definition, run), parts.tables(), translation.rows());
        String resource = definition.source().api() + definition.source().path();
        Set<String> inQuarantine = parts.quarantine().ids(run);
        var limit = new QuarantineLimit(
                run, definition.limits().quarantine(), parts.runs().counts(run).quarantined(), tally);
        var writer = new RecordWriter(
                run,
                resource,
                inQuarantine,
                limit,
                definition.details() != null,
                tally,
                parts.runs().expected(run),
                parts,
                savepoint);
        return new StepBuilder("list", repository)
                .<ListedRecord, TranslatedRecord>chunk(definition.limits().chunkSize())
                .transactionManager(transactions)
                .reader(new SourceReader(
                        "pages-" + run.job() + "-" + run.id(),
                        run.mode() == RunMode.RANGE ? new RangeWatch(listing, run, range(definition)) : listing,
                        definition.limits().pagesAhead(),
                        tally))
                .processor(new RecordTranslator(translation, inQuarantine, tally))
                .writer(writer)
                .faultTolerant()
                .skipPolicy((failure, skips) -> failure instanceof Unusable)
                .skipListener(new SkipListener<ListedRecord, TranslatedRecord>() {
                    @Override
                    public void onSkipInProcess(ListedRecord listed, Throwable reason) {
                        parts.quarantine().put(run, listed.record(), limit.count((Unusable) reason));
                    }
                })
                .interruptionPolicy(stopFlags)
                .build();
    }

    private Step hydrate(JobDefinition definition, Run run) {
        DetailQuery query = documents(definition, run, Priority.HYDRATION);
        return outsideTransactions(
                "hydrate",
                new Hydration(
                        run,
                        integrations.source(definition),
                        query,
                        query.parameter() == null ? SINGLE : BULK,
                        run.mode() == RunMode.RANGE
                                ? Integer.MAX_VALUE
                                : details(definition).perRun(),
                        writer(definition, run),
                        parts.hydration(),
                        parts.runs(),
                        transaction));
    }

    private Step fetch(JobDefinition definition, Run run) {
        Priority priority = run.askedBy().equals(Run.WEBHOOK) ? Priority.WEBHOOK : Priority.DELTA;
        DetailQuery query = documents(definition, run, priority);
        return outsideTransactions(
                "fetch",
                new FetchById(
                        run,
                        integrations.source(definition),
                        query,
                        document(definition, run, priority),
                        query.parameter() == null ? SINGLE : BULK,
                        SINGLE,
                        integrations.translation(definition).rows(),
                        writer(definition, run),
                        parts,
                        transaction));
    }

    private DetailWriter writer(JobDefinition definition, Run run) {
        String resource = definition.source().api() + details(definition).path();
        return new DetailWriter(run, resource, integrations.details(definition), parts);
    }

    /** Asks for several documents with a call where the source allows that. */
    private static DetailQuery documents(JobDefinition definition, Run run, Priority priority) {
        JobDefinition.Listing list = definition.source();
        String path = details(definition).bulkPath();
        return path == null
                ? document(definition, run, priority)
                : new DetailQuery(
                        run.organizationId(),
                        run.id(),
                        priority,
                        list.api(),
                        path,
                        details(definition).bulkParameter(),
                        list.records(),
                        list.key());
    }

    /** Asks for a document at its own address. */
    private static DetailQuery document(JobDefinition definition, Run run, Priority priority) {
        JobDefinition.Listing list = definition.source();
        return new DetailQuery(
                run.organizationId(),
                run.id(),
                priority,
                list.api(),
                details(definition).path(),
                null,
                details(definition).record(),
                list.key());
    }

    private static JobDefinition.Details details(JobDefinition definition) {
        return Objects.requireNonNull(definition.details());
    }

    private static JobDefinition.Range range(JobDefinition definition) {
        return Objects.requireNonNull(definition.source().range());
    }

    private Step sweep(JobDefinition definition, Run run) {
        DetailQuery one = document(definition, run, Priority.FULL);
        Set<Class<? extends TdsRow>> kinds =
                integrations.translation(definition).rows();
        return outsideTransactions(
                "sweep", new Sweep(run, integrations.source(definition), one, kinds, parts, transaction));
    }

    /** They call the source, and hold no connection while they wait for it. */
    private Step outsideTransactions(String name, Tasklet tasklet) {
        TaskletStep step = new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .build();
        step.setInterruptionPolicy(stopFlags);
        return step;
    }

    /** The counts have to add up; then the watermark moves, if everything was read that has changed. */
    private Step advance(Run run, RunTally tally) {
        return new StepBuilder("advance", repository)
                .tasklet(
                        (contribution, context) -> {
                            RunCounts counts = parts.runs().add(run, tally.drain(Written.NONE));
                            if (!counts.addUp()) {
                                throw new NotAccountedFor(run, counts);
                            }
                            if (run.mode() == RunMode.FULL || run.mode() == RunMode.DELTA) {
                                parts.runs().advance(run);
                            }
                            parts.listed().forget(run);
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private static SourceQuery query(JobDefinition definition, Run run) {
        JobDefinition.Listing list = definition.source();
        return new SourceQuery(
                run.organizationId(),
                run.id(),
                priority(definition, run),
                list.api(),
                list.path(),
                list.records(),
                list.key(),
                list.pageSize(),
                parameters(definition, run.selection()),
                Set.copyOf(list.watch()),
                Set.copyOf(list.ignore()),
                changes(list.incremental(), run));
    }

    private static Map<String, String> parameters(JobDefinition definition, Selection selection) {
        Map<String, String> parameters = new HashMap<>(definition.source().parameters());
        if (selection.from() != null) {
            parameters.put(range(definition).from(), selection.from().toString());
        }
        if (selection.to() != null) {
            parameters.put(range(definition).to(), selection.to().toString());
        }
        return parameters;
    }

    private static Priority priority(JobDefinition definition, Run run) {
        if (run.mode() != RunMode.DELTA) {
            return Priority.FULL;
        }
        return definition.source().incremental() == Incremental.WHOLE ? Priority.STOCK : Priority.DELTA;
    }

    private static @Nullable Changes changes(Incremental incremental, Run run) {
        if (run.since() == null || incremental == Incremental.WHOLE) {
            return null;
        }
        return new Changes(run.since(), incremental == Incremental.FILTER ? Means.FILTER : Means.SORT);
    }
}
