package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.AfterFull;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.mirror.TdsRow;
import app.tds.mirror.TdsTables.Known;
import app.tds.pipeline.RunReporter.NotAccountedFor;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.ItemReader;
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
    private final Plans plans;
    private final Notices notices;
    private final StopFlags stopFlags;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate savepoint;
    private final TransactionTemplate transaction;

    PipelineAssembly(
            Integrations integrations,
            PipelineParts parts,
            Plans plans,
            Notices notices,
            StopFlags stopFlags,
            JobRepository repository,
            PlatformTransactionManager transactions) {
        this.integrations = integrations;
        this.parts = parts;
        this.plans = plans;
        this.notices = notices;
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
     * documents only; or one that works with what is kept.
     *
     * <p>A full import ends with its list, so that all headers are there soon; what it queues, deltas fetch.
     */
    public Job job(JobDefinition definition, Run run) {
        RunTally tally = new RunTally();
        if (run.mode() == RunMode.RETRY) {
            return retry(definition, run, tally);
        }
        var builder = new JobBuilder(definition.name(), repository);
        if (run.mode().fromKept()) {
            return builder.start(replay(definition, run, tally))
                    .next(account(run))
                    .build();
        }
        if (run.mode() == RunMode.BY_ID) {
            return builder.start(fetch(definition, run))
                    .next(advance(definition, run))
                    .build();
        }
        SimpleJobBuilder job = builder.start(list(definition, run, tally));
        if (definition.details() != null) {
            job.next(run.mode() == RunMode.FULL ? sweep(definition, run) : hydrate(definition, run));
            if (run.mode() == RunMode.FULL) {
                job.next(check(definition, run));
            }
        }
        return job.next(advance(definition, run)).build();
    }

    /** Nothing is asked of the source. */
    private Job retry(JobDefinition definition, Run run, RunTally tally) {
        SimpleJobBuilder job = new JobBuilder(definition.name(), repository)
                .start(forgetDeleted(definition, run))
                .next(records(definition, run, tally, new QuarantineReader(run, parts.quarantine(), tally)));
        if (definition.details() != null) {
            job.next(inTransactions(RunSteps.DOCUMENTS, new RetryDetails(run, writer(definition, run), parts)));
        }
        return job.next(account(run)).build();
    }

    private Step forgetDeleted(JobDefinition definition, Run run) {
        return inTransactions("forget deleted", (contribution, context) -> {
            for (String job : List.of(run.job(), Quarantine.details(run))) {
                Set<String> ids = parts.quarantine().ids(run, job);
                parts.quarantine()
                        .releaseDeleted(
                                run,
                                job,
                                parts.tables()
                                        .deletedAt(
                                                integrations
                                                        .translation(definition)
                                                        .rows(),
                                                run.organizationId(),
                                                ids));
            }
            return RepeatStatus.FINISHED;
        });
    }

    private Step replay(JobDefinition definition, Run run, RunTally tally) {
        Translation translation = integrations.translation(definition);
        List<Class<? extends TdsRow>> kinds = translation.rows().stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
        var remaking = new Remaking(run, translation, parts.quarantine(), limit(definition, run, tally));
        return inTransactions(
                "replay",
                new Replaying(run, kinds, definition.limits().chunkSize(), remaking, tally, parts, savepoint));
    }

    /** What a retry reads is in quarantine already, however much it is. */
    private QuarantineLimit limit(JobDefinition definition, Run run, RunTally tally) {
        int most = run.mode() == RunMode.RETRY
                ? Integer.MAX_VALUE
                : definition.limits().quarantine();
        return new QuarantineLimit(run, most, parts.runs().counts(run).quarantined(), tally);
    }

    private Step list(JobDefinition definition, Run run, RunTally tally) {
        Source source = integrations.source(definition);
        Translation translation = integrations.translation(definition);
        Known known = run.mode() == RunMode.RANGE
                ? null
                : parts.tables()
                        .newest(translation.rows(), run.organizationId(), run.until())
                        .orElse(null);
        SourceQuery query = query(definition, run, known);
        var listing =
                new Listing(source, query, parts.tables(), translation.rows(), witness(definition, run, query, known));
        var reader = new SourceReader(
                "pages-" + run.job() + "-" + run.id(),
                run.mode() == RunMode.RANGE ? new RangeWatch(listing, run, range(definition)) : listing,
                definition.limits().pagesAhead(),
                tally);
        return records(definition, run, tally, reader);
    }

    /** A list of changes that is filtered by time need not show what is older. */
    private @Nullable Witness witness(JobDefinition definition, Run run, SourceQuery query, @Nullable Known known) {
        Changes changes = query.changes();
        if (known == null || changes != null && changes.by() == Means.FILTER && !isAfter(known, changes.since())) {
            return null;
        }
        return new Witness(
                run,
                known,
                integrations.source(definition),
                definition.details() == null ? null : document(definition, run, query.priority()),
                integrations.translation(definition).details().orElse(null),
                integrations.removal(definition),
                parts,
                transaction);
    }

    private static boolean isAfter(Known known, Instant since) {
        return known.modifiedAt() != null && !known.modifiedAt().isBefore(since);
    }

    private Step records(JobDefinition definition, Run run, RunTally tally, ItemReader<ListedRecord> reader) {
        Translation translation = integrations.translation(definition);
        String resource = definition.source().api() + definition.source().path();
        Set<String> inQuarantine = parts.quarantine().ids(run);
        var limit = limit(definition, run, tally);
        var writer = new RecordWriter(
                run,
                resource,
                translation.kinds(),
                inQuarantine,
                limit,
                definition.details() != null,
                tellsVersions(definition) ? translation.details().orElse(null) : null,
                tally,
                parts,
                savepoint);
        boolean keepsIds = definition.details() != null && (run.mode() == RunMode.FULL || run.mode() == RunMode.RANGE);
        return step("list")
                .<ListedRecord, TranslatedRecord>chunk(definition.limits().chunkSize())
                .transactionManager(transactions)
                .reader(reader)
                .processor(new RecordTranslator(translation, inQuarantine, tally))
                .writer(writer)
                .stream(new TallyStream(run, tally, keepsIds, parts.runs().expected(run), parts))
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
                RunSteps.HYDRATE,
                new Hydration(
                        run,
                        integrations.source(definition),
                        query,
                        document(definition, run, Priority.HYDRATION),
                        Set.copyOf(integrations.sharingDocuments(definition)),
                        query.parameter() == null ? SINGLE : BULK,
                        SINGLE,
                        run.mode() == RunMode.RANGE
                                ? Integer.MAX_VALUE
                                : details(definition).perRun(),
                        writer(definition, run),
                        integrations.removal(definition),
                        parts,
                        plans,
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
                        integrations.removal(definition),
                        query,
                        document(definition, run, priority),
                        query.parameter() == null ? SINGLE : BULK,
                        SINGLE,
                        delivered(definition, run),
                        writer(definition, run),
                        parts,
                        transaction));
    }

    /** Where fields are watched that change without moving the time of a record, it tells of no document how new it is. */
    private static boolean tellsVersions(JobDefinition definition) {
        return definition.source().watch().isEmpty();
    }

    private @Nullable Delivered delivered(JobDefinition definition, Run run) {
        Translation translation = integrations.translation(definition);
        return run.askedBy().equals(Run.WEBHOOK) && tellsVersions(definition)
                ? new Delivered(
                        run,
                        notices,
                        definition.source().key(),
                        translation.details().orElseThrow(),
                        translation.kinds(),
                        parts)
                : null;
    }

    private DetailWriter writer(JobDefinition definition, Run run) {
        String resource = definition.source().api() + details(definition).path();
        return new DetailWriter(run, resource, integrations.translation(definition), parts, savepoint);
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

    private static boolean wantsAllDocuments(JobDefinition definition) {
        return definition.details() != null && definition.details().afterFull() == AfterFull.ALL;
    }

    private static JobDefinition.Range range(JobDefinition definition) {
        return Objects.requireNonNull(definition.source().range());
    }

    private Step sweep(JobDefinition definition, Run run) {
        DetailQuery one = document(definition, run, Priority.FULL);
        return outsideTransactions(
                RunSteps.SWEEP,
                new Sweep(
                        run,
                        integrations.source(definition),
                        integrations.removal(definition),
                        one,
                        documents(definition, run, Priority.FULL),
                        parts,
                        transaction));
    }

    private Step check(JobDefinition definition, Run run) {
        return inTransactions(
                "check documents",
                new DocumentCheck(run, integrations.translation(definition).rows(), parts));
    }

    /** They call the source, and hold no connection while they wait for it. */
    private Step outsideTransactions(String name, Tasklet tasklet) {
        TaskletStep step = step(name)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .build();
        step.setInterruptionPolicy(stopFlags);
        return step;
    }

    /** Whoever looks at the run sees in which step it is. */
    private StepBuilder step(String name) {
        return new StepBuilder(name, repository).listener(new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution execution) {
                Long run = execution.getJobExecution().getJobParameters().getLong(RUN);
                parts.runs().enter(Objects.requireNonNull(run), execution.getStepName());
            }
        });
    }

    private Step inTransactions(String name, Tasklet tasklet) {
        TaskletStep step = step(name).tasklet(tasklet, transactions).build();
        step.setInterruptionPolicy(stopFlags);
        return step;
    }

    /** Every record is accounted for; the watermark is about the source, and stays where it is. */
    private Step account(Run run) {
        return inTransactions("account", (contribution, context) -> {
            account(run, parts.runs().counts(run));
            return RepeatStatus.FINISHED;
        });
    }

    private static void account(Run run, RunCounts counts) {
        if (!counts.addUp()) {
            throw new NotAccountedFor(run, counts);
        }
    }

    private static void account(Run run, DocumentCounts counts) {
        if (!counts.addUp()) {
            throw new NotAccountedFor(run, counts);
        }
    }

    /**
     * The counts have to add up; then the watermark moves, if everything was read that has changed. Now that the list is
     * known to be complete, its documents are queued, if the job wants all of them.
     */
    private Step advance(JobDefinition definition, Run run) {
        return step("advance")
                .tasklet(
                        (contribution, context) -> {
                            account(run, parts.runs().counts(run));
                            account(run, parts.steps().of(run, RunSteps.HYDRATE));
                            account(run, parts.steps().of(run, RunSteps.SWEEP));
                            if (run.mode() == RunMode.FULL || run.mode() == RunMode.DELTA) {
                                parts.runs().advance(run);
                            }
                            if (run.mode() == RunMode.FULL && wantsAllDocuments(definition)) {
                                parts.hydration().addListed(run);
                            }
                            parts.listed().forget(run);
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private static SourceQuery query(JobDefinition definition, Run run, @Nullable Known known) {
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
                changes(list, run, known));
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

    private static @Nullable Changes changes(JobDefinition.Listing list, Run run, @Nullable Known known) {
        if (run.since() == null || list.incremental() == Incremental.WHOLE) {
            return null;
        }
        return list.incremental() == Incremental.SORT
                ? new Changes(run.since(), Means.SORT)
                : new Changes(sinceKnown(run.since(), known, list.pageSize()), Means.FILTER);
    }

    /**
     * Early enough for the newest known record to be shown again, so that an empty answer is never "nothing has changed";
     * unless many are as new, which would take more calls. Whether the filter is inclusive is not documented.
     */
    private static Instant sinceKnown(Instant since, @Nullable Known known, int pageSize) {
        if (known == null || known.modifiedAt() == null || known.asNew() > pageSize / 2) {
            return since;
        }
        Instant shown = known.modifiedAt().minusSeconds(1);
        return shown.isBefore(since) ? shown : since;
    }
}
