package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.MirrorComparison;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.Fault;
import app.tds.sandbox.Faults;
import app.tds.webhook.SignedDeliveries;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to one company between its first import and the last comparison, all of it decided by a seed: runs, and
 * between and within them events, faults and the deaths of processes.
 *
 * <p>The order of calls and what they find is the same each time. How far the writing of a page had come when a process
 * died is not: pages are fetched ahead.
 */
final class Story {

    private static final DateTimeFormatter ZOHO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XXX][XX]");
    private static final List<Duration> LAGS =
            List.of(Duration.ZERO, Duration.ofSeconds(97), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private static final String CREATED = "created_time";
    private static final int JOBS = 2;
    private static final int ENOUGH = 12;

    private final long seed;
    private final Stage stage;
    private static final List<List<String>> PARTED =
            List.of(List.of("payments", "creditnotes"), List.of("orders", "invoices"), List.of("products", "bills"));

    private final Random random;
    private final Random proofs;
    private final Duration lag;
    private final Company company;
    private final List<Records> records;
    private final Events events;
    private final SignedDeliveries deliveries;
    private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> drifted = Collections.synchronizedSet(new HashSet<>());
    private final List<Blurred> blurred = new ArrayList<>();
    private volatile @Nullable Records delta;
    /** Whether the run reads a list whose filter or order is ignored: a delta reads that one once, as a whole. */
    private volatile boolean ignored;
    /** Whether the schedule asks for the next delta: by turns at first. */
    private BooleanSupplier scheduled;

    /** A story about these jobs of Books and Inventory; about any, if there are none. */
    Story(Stage stage, long seed, List<String> jobs) {
        this(stage, seed, false, false, random -> jobs.isEmpty() ? Records.some(JOBS, random) : Records.of(jobs));
    }

    /** A story in which documents get parts as Zoho's own answers have them. */
    static Story ofParts(Stage stage, long seed) {
        List<String> jobs = PARTED.get((int) (seed % PARTED.size()));
        return new Story(stage, seed, false, true, random -> Records.of(jobs));
    }

    /** A story about CRM: all of these are the first company's, one after the other. */
    static Story ofCrm(Stage stage, long seed) {
        return new Story(stage, seed, true, false, random -> Records.ofCrm(JOBS, random));
    }

    private Story(Stage stage, long seed, boolean crm, boolean parts, Function<Random, List<Records>> about) {
        this.stage = stage;
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.proofs = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        var byTurns = new Random(seed);
        this.scheduled = byTurns::nextBoolean;
        this.lag = LAGS.get(random.nextInt(LAGS.size()));
        this.company = crm ? stage.enterAgain(lag) : stage.enter(seed, lag);
        this.records = about.apply(random);
        this.deliveries = new SignedDeliveries(stage.application, stage.clock);
        this.events = new Events(
                company,
                records.stream().map(Records::list).distinct().toList(),
                records.stream().filter(this::isSwept).map(Records::list).collect(Collectors.toSet()),
                parts,
                this::tell,
                this::deleted);
        tell("organization " + company.organizationId() + ", Zoho's clock is " + lag.toSeconds() + " s behind, jobs "
                + records.stream().map(Records::job).toList());
    }

    /** Without complete documents, nothing can be asked whether it is gone. */
    private boolean isSwept(Records what) {
        return stage.application
                        .bean(JobDefinitions.class)
                        .find(what.job())
                        .orElseThrow()
                        .details()
                != null;
    }

    private void tell(String what) {
        journal.add(stage.clock.instant() + "  " + what);
    }

    /**
     * From beginning to end.
     *
     * @throws AssertionError if anything is not as it has to be, with what happened and how to see it again
     */
    void play() {
        try {
            disturbedRuns();
            end();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed " + seed + ": " + failure.getMessage() + "\n\nTo see it again:\n  mvn verify"
                            + " -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dit.test=ConvergenceIntegrationTests -Dconvergence.seed=" + seed
                            + "\n\nWhat happened:\n  " + String.join("\n  ", journal),
                    failure);
        } finally {
            stage.sandbox.faults().clear();
        }
    }

    private void disturbedRuns() {
        int rounds = 6 + random.nextInt(6);
        for (int round = 0; round < rounds; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                events.happen(random);
            }
            pass(random);
            deceive();
            Records what = records.get(random.nextInt(records.size()));
            RunMode mode = random.nextInt(3) == 0 ? RunMode.FULL : RunMode.DELTA;
            disturb(what, mode);
            run(what, mode);
            checkWhatAlwaysHolds();
            prove(what);
        }
    }

    /** A proof without a call, which may be killed as well; a random source of its own leaves the story as it is. */
    private void prove(Records what) {
        if (proofs.nextInt(3) > 0) {
            return;
        }
        if (proofs.nextInt(2) == 0) {
            int statement = 1 + proofs.nextInt(40);
            tell("kill the proof at statement " + statement);
            stage.mortal.dieBefore(statement);
        }
        run(what, RunMode.VERIFY);
        checkProofs();
    }

    /** Copies lag and catch up, somebody forges what only Zoho should tell, and one document can never be had. */
    private void deceive() {
        Records what = records.get(random.nextInt(records.size()));
        List<String> ids = company.ids(what.list());
        String id = ids.get(random.nextInt(ids.size()));
        int dice = random.nextInt(16);
        if (dice < 3 && isSwept(what) && what.hasDocuments()) {
            tell("the document of " + what.list() + " " + id + " lags");
            company.lag(what.list(), id);
            // Zoho tells whole seconds: a copy that lags within one cannot be told from the record.
            stage.clock.advance(Duration.ofSeconds(1));
            company.edit(what.list(), id, Map.of("unheard_of", "" + dice));
        } else if (dice < 6) {
            tell("no document lags any more");
            company.catchUp();
        } else if (dice < 9) {
            forge(what, id);
        } else if (dice < 11 && isSwept(what) && what.hasDocuments()) {
            tell("the document of " + what.list() + " " + id + " cannot be had");
            complete(what, RunMode.DELTA, "for the sake of one record", () -> poison(what, id));
        } else if (dice < 13) {
            blur(what.list(), id);
        }
    }

    /**
     * A field that no row requires says something that nobody can read, until the end. The job of stock looks at amounts
     * only, and would keep what it could not read.
     */
    private void blur(String list, String id) {
        String created = company.row(list, id).path(CREATED).asString("");
        if (!list.equals("items")
                && !list.startsWith("crm/")
                && !created.isEmpty()
                && blurred.stream().noneMatch(one -> one.id().equals(id))) {
            tell("the " + CREATED + " of " + list + " " + id + " cannot be read");
            blurred.add(new Blurred(list, id, created));
            say(list, id, "2025-06-11");
        }
    }

    private record Blurred(String list, String id, String created) {}

    private void sharpen() {
        blurred.stream()
                .filter(one -> company.ids(one.list()).contains(one.id()))
                .forEach(one -> say(one.list(), one.id(), one.created()));
    }

    private void say(String list, String id, String created) {
        company.poison(list, id, Map.of(CREATED, created));
        company.edit(list, id, Map.of("unheard_of", created));
    }

    private void poison(Records what, String id) {
        Faults faults = stage.sandbox.faults();
        faults.on(what.pathOfDocument(id)).always().status(500, 1000);
        faults.onQuery("/inventory/v1/itemdetails", id).always().status(500, 1000);
    }

    /** Signed with the secret: of now, of soon, or of the far future. */
    private void forge(Records what, String id) {
        JobDefinition job =
                stage.application.bean(JobDefinitions.class).find(what.job()).orElseThrow();
        if (job.webhook() == null || what.companion()) {
            return;
        }
        Instant now = stage.clock.instant();
        Instant claimed = List.of(now, now.plusSeconds(120), Instant.parse("2099-01-01T00:00:00Z"))
                .get(random.nextInt(3))
                .truncatedTo(ChronoUnit.SECONDS);
        tell("somebody forges " + what.list() + " " + id + " of " + claimed);
        ObjectNode document = (ObjectNode) company.detail(what.list(), id);
        document.put("last_modified_time", claimed.toString().replace("Z", "+0000"));
        List.of("reference_number", "description", "phone").forEach(field -> document.put(field, "forged"));
        deliveries.come(
                company.organizationId(),
                job.webhook().path(),
                "{\"" + job.webhook().roots().get(0) + "\":" + document + "}");
        deliveries.workOff();
    }

    /** Time goes by: often none at all, at times more than a day. */
    private void pass(Random random) {
        int dice = random.nextInt(20);
        Duration duration = dice < 6
                ? Duration.ZERO
                : dice < 10
                        ? Duration.ofMillis(random.nextInt(3000))
                        : dice < 15
                                ? Duration.ofSeconds(random.nextInt(1200))
                                : dice < 17 ? Duration.ofHours(1 + random.nextInt(8)) : Duration.ofHours(26);
        stage.clock.advance(duration);
    }

    /** Decides what will go wrong in the next run, call by call. */
    private void disturb(Records what, RunMode mode) {
        Faults faults = stage.sandbox.faults();
        for (int i = random.nextInt(4); i > 0; i--) {
            int call = 1 + random.nextInt(mode == RunMode.FULL ? 4 : 7);
            int dice = random.nextInt(10);
            long inner = random.nextLong();
            faults.atCall(call, () -> {
                Random own = new Random(inner);
                journal.add("    at call " + call + ":");
                if (dice < 2 && mode == RunMode.FULL) {
                    events.deleteIn(what.list(), own);
                } else if (dice < 6) {
                    events.happen(own);
                    if (own.nextInt(3) == 0) {
                        stage.clock.advance(Duration.ofSeconds(own.nextInt(40)));
                    }
                } else if (dice < 9) {
                    fault(faults, what, own);
                } else {
                    tell("kill");
                    stage.mortal.die();
                }
            });
        }
        int dice = random.nextInt(12);
        if (dice == 0) {
            int statement = 1 + random.nextInt(150);
            tell("kill at statement " + statement);
            stage.mortal.dieBefore(statement);
        } else if (dice == 1) {
            int commit = 1 + random.nextInt(25);
            tell("kill after commit " + commit);
            stage.mortal.dieAfter(commit);
        } else if (dice == 2) {
            tell("the filter is ignored");
            ignored = true;
            faults.on(what.path()).always().ignoreModifiedFilter();
        } else if (dice == 3) {
            tell("the order is ignored");
            ignored = true;
            faults.on(what.path()).always().ignoreSort();
        }
    }

    private void fault(Faults faults, Records what, Random random) {
        // A call is repeated three times: four faults in a row are a page that fails.
        int times = random.nextBoolean() ? 4 : 1 + random.nextInt(3);
        Fault fault = faults.on("*").times(times);
        int dice = random.nextInt(13);
        tell("fault " + dice + ", " + times + " times");
        switch (dice) {
            case 0, 1 -> fault.status(500, 1000);
            case 2 -> fault.truncated();
            case 3 -> fault.reset();
            case 4 -> fault.html();
            case 5 -> fault.empty();
            case 6 -> fault.withoutPageContext();
            case 7 -> fault.withoutRoot();
            case 8 -> fault.status(200, 1000);
            case 9 -> faults.on("*").status(429, 44, Duration.ofMinutes(30));
            case 10 -> faults.on("*").status(400, 2);
            case 12 -> faults.on(what.path() + "/*").notFound();
            default -> faults.on(what.path()).extraEmptyPage();
        }
        if (dice == 11 && random.nextInt(4) == 0) {
            faults.on("*").hang(Duration.ofMillis(300));
        }
    }

    /** Learns that a record was deleted: what follows it in a list that is read once moves to pages read already. */
    private void deleted(String list) {
        Records read = delta;
        if (ignored && read != null && read.share(list)) {
            drifted.add(read.job());
        }
    }

    /** What the schedule asks for may end with the first page. */
    private AskedBy askedBy(RunMode mode) {
        return mode == RunMode.DELTA && scheduled.getAsBoolean() ? AskedBy.SCHEDULE : AskedBy.person("test");
    }

    private RunFinished run(Records what, RunMode mode) {
        String key = what.job() + " " + mode;
        delta = mode == RunMode.DELTA ? what : null;
        Instant begin = stage.clock.instant();
        tell("run " + key);
        RunFinished finished = null;
        try {
            finished = stage.application
                    .launch(new LaunchRequest(what.job(), company.organizationId(), mode, askedBy(mode)))
                    .join();
            tell("run " + finished.run().id() + ": " + finished.outcome() + " " + finished.counts()
                    + (finished.cause() == null ? "" : " " + finished.cause()));
        } catch (LaunchRefused refused) {
            tell("refused: " + refused.getMessage());
        } catch (MortalDatabase.Died | CompletionException died) {
            if (!stage.mortal.isDead()) {
                throw died;
            }
            tell("the process died");
        }
        stage.sandbox.faults().clear();
        if (stage.mortal.isDead()) {
            stage.bury();
        }
        stage.mortal.revive();
        delta = null;
        ignored = false;
        if (mode == RunMode.FULL
                && finished != null
                && finished.outcome() == Outcome.COMPLETED
                && !finished.run().askedAt().isBefore(begin)) {
            drifted.remove(what.job());
        }
        return finished;
    }

    /** Nothing goes wrong any more, and what there is has to arrive. */
    private void end() {
        tell("THE END");
        company.catchUp();
        sharpen();
        stage.clock.advance(Duration.ofHours(2));
        deliveries.workOff();
        stage.clock.advance(Duration.ofMinutes(61));
        scheduled = () -> true;
        records.forEach(what -> complete(what, RunMode.DELTA));
        records.forEach(this::checkThatNothingWasMissed);
        checkWhatAlwaysHolds();
        scheduled = () -> false;
        records.forEach(what -> complete(what, RunMode.FULL));
        checkWhatAlwaysHolds();
        for (int i = 0; waiting() > 0; i++) {
            assertThat(i).as("deltas until all documents are there").isLessThan(ENOUGH);
            records.forEach(what -> complete(what, RunMode.DELTA));
        }
        checkWhatAlwaysHolds();
        try {
            compare();
        } catch (AssertionError differs) {
            throw new AssertionError("is verified, and differs from what Zoho says: " + differs.getMessage(), differs);
        }
        scheduled = () -> true;
        for (int i = 0; i < 2; i++) {
            stage.clock.advance(Duration.ofMinutes(1));
            records.forEach(what -> complete(what, RunMode.DELTA));
        }
        checkProofs();
        records.forEach(what -> assertThat(stage.jdbc()
                        .sql("select coalesce(verification_held_by, 'nothing is in the way') from etl.job_state"
                                + " join etl.watermarks using (organization_id, job) where organization_id = ? and job = ?"
                                + " and verified_through is distinct from seen_until")
                        .params(company.organizationId(), what.job())
                        .query(String.class)
                        .list())
                .as("why %s is not verified through what was seen in the end", what.job())
                .isEmpty());
    }

    private void complete(Records what, RunMode mode) {
        complete(what, mode, "though nothing goes wrong any more", () -> {});
    }

    /** Until a run that was asked for now has completed: one that broke off goes on first. */
    private void complete(Records what, RunMode mode, String though, Runnable before) {
        Instant begin = stage.clock.instant();
        for (int i = 0; i < ENOUGH; i++) {
            before.run();
            RunFinished finished = run(what, mode);
            if (finished == null || finished.outcome() != Outcome.COMPLETED) {
                // Parked, a circuit is open, or a refused token is not asked for again yet: its time comes.
                stage.clock.advance(Duration.ofMinutes(31));
            } else if (!finished.run().askedAt().isBefore(begin)) {
                return;
            }
        }
        throw new AssertionError(what.job() + " " + mode + " does not complete, " + though);
    }

    private long waiting() {
        return stage.jdbc()
                .sql("select count(*) from etl.hydration where organization_id = ?")
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }

    private void checkWhatAlwaysHolds() {
        checkRows();
        checkProofs();
    }

    private void checkRows() {
        assertThat(stage.jdbc()
                        .sql("select job || ' ' || source_id || ': ' || cause from etl.quarantine"
                                + " where organization_id = ? and source_id = any(?)")
                        .param(company.organizationId())
                        .param(blurred.stream().map(Blurred::id).toArray(String[]::new))
                        .query(String.class)
                        .list())
                .as("in quarantine though only a field that is not required cannot be read")
                .isEmpty();
        for (Records what : records) {
            Set<String> alive = new TreeSet<>(company.ids(what.list()));
            Set<String> marked = new TreeSet<>();
            what.tables().forEach(table -> marked.addAll(ids(table, "deleted_at is not null")));
            // A customer that has become a vendor is marked as a customer.
            what.tables().forEach(table -> marked.removeAll(ids(table, "deleted_at is null")));
            assertThat(marked)
                    .as("marked as deleted in tds.%s though it lives", what.tables())
                    .doesNotContainAnyElementsOf(alive);
            for (String table : what.tables()) {
                if (!what.document().isEmpty()) {
                    checkDocuments(table, what.document());
                }
                if (isSwept(what) && what.hasDocuments() && !what.companion()) {
                    checkThatWhatIsBehindIsWaitedFor(what.job(), table);
                }
            }
        }
    }

    /** Nobody writes to the tables but the application, and what it has written is what it was told. */
    private void checkProofs() {
        assertThat(stage.jdbc()
                        .sql(
                                "select table_name || ' ' || source_id || ' ' || part_id || ' ' || field || ': ' || coalesce(here, 'null')"
                                        + " || ' in place of ' || coalesce(there, 'null') from etl.differences where organization_id = ?")
                        .param(company.organizationId())
                        .query(String.class)
                        .list())
                .as("fields that differ from what Zoho said")
                .isEmpty();
        for (Records what : records) {
            verifiedThrough(what)
                    .ifPresent(through -> assertThat(through)
                            .as("%s is verified over a window that was not compared", what.job())
                            .isBeforeOrEqualTo(comparedThrough(what)));
            // By Zoho's clock, which tells whole seconds.
            verifiedThrough(what)
                    .ifPresent(through -> checkThatNothingWasMissed(
                            what, through.minus(lag).minusSeconds(1), "verified through " + through));
        }
    }

    private Set<String> told(Records what) {
        return new HashSet<>(stage.jdbc()
                .sql("select source_id from etl.provisional where organization_id = ? and job = ?")
                .params(company.organizationId(), what.job())
                .query(String.class)
                .list());
    }

    /** Counted by hand: how far the windows of the runs that compared, or had nothing to compare, reach without a gap. */
    private Instant comparedThrough(Records what) {
        Instant[] reached = {Instant.MIN};
        stage.jdbc()
                .sql("""
                        select run_id, since, until from etl.runs join etl.verifications using (run_id)
                        where runs.organization_id = :organization and runs.job = :job and concluded
                          and mode in ('FULL', 'DELTA')
                        union all
                        select run_id, since, until from unchanged_deltas
                        where organization_id = :organization and job = :job
                        order by run_id
                        """)
                .param("organization", company.organizationId())
                .param("job", what.job())
                .query(row -> {
                    Timestamp since = row.getTimestamp("since");
                    if (since == null || !since.toInstant().isAfter(reached[0])) {
                        Instant until = row.getTimestamp("until").toInstant();
                        reached[0] = until.isAfter(reached[0]) ? until : reached[0];
                    }
                });
        return reached[0];
    }

    private Optional<Instant> verifiedThrough(Records what) {
        return stage.jdbc()
                .sql("select verified_through from etl.job_state where organization_id = ? and job = ?"
                        + " and verified_through is not null")
                .params(company.organizationId(), what.job())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    private void checkThatWhatIsBehindIsWaitedFor(String job, String table) {
        List<String> forgotten = stage.jdbc()
                .sql("""
                        select source_id from tds.%s as kept where organization_id = :organization and deleted_at is null
                          and (detail_hash is null or detail_modified_at < source_modified_at)
                          and not exists (select from etl.hydration as place
                            where place.organization_id = kept.organization_id and job = :job
                              and place.source_id = kept.source_id)
                          and not exists (select from etl.quarantine as entry
                            where entry.organization_id = kept.organization_id and job = :details
                              and entry.source_id = kept.source_id)
                        """.formatted(table))
                .param("organization", company.organizationId())
                .param("job", job)
                .param("details", job + " details")
                .query(String.class)
                .list();
        assertThat(forgotten)
                .as("documents of tds.%s that are missing or older than their list rows, and not waited for", table)
                .isEmpty();
    }

    private List<String> ids(String table, String condition) {
        return stage.jdbc()
                .sql("select source_id from tds." + table + " where organization_id = ? and " + condition)
                .param(company.organizationId())
                .query(String.class)
                .list();
    }

    /** A list row takes nothing away that a document has said. */
    private void checkDocuments(String table, String column) {
        List<String> lost = stage.jdbc()
                .sql("""
                        select kept.source_id || ': ' || coalesce(kept.%2$s::text, 'nothing') || ' instead of '
                          || (document.payload ->> '%2$s')
                        from tds.%1$s as kept join etl.payloads as document
                          on document.organization_id = kept.organization_id and document.source_id = kept.source_id
                          and document.payload_hash = kept.detail_hash
                        where kept.organization_id = ?
                          and trim_scale(nullif(document.payload ->> '%2$s', '')::numeric)
                            is distinct from trim_scale(kept.%2$s)
                        """.formatted(table, column))
                .param(company.organizationId())
                .query(String.class)
                .list();
        assertThat(lost)
                .as("%s of tds.%s is not what the document said", column, table)
                .isEmpty();
    }

    /** Whatever was modified is there after the next delta; what changes without a stamp, and deletes, come with a full run. */
    private void checkThatNothingWasMissed(Records what) {
        checkThatNothingWasMissed(what, Instant.MAX, "after the last delta");
    }

    private void checkThatNothingWasMissed(Records what, Instant through, String when) {
        if (drifted.contains(what.job()) || what.companion()) {
            // Of what a companion keeps, the modification time tells nothing.
            return;
        }
        // Zoho has not been asked yet whether these deliveries are its own.
        Set<String> told = through.equals(Instant.MAX) ? Set.of() : told(what);
        Map<String, @Nullable Timestamp> kept = new HashMap<>();
        for (String table : what.tables()) {
            stage.jdbc()
                    .sql("select source_id, source_modified_at from tds." + table
                            + " where organization_id = ? and deleted_at is null")
                    .param(company.organizationId())
                    .query((row, number) -> kept.put(row.getString(1), row.getTimestamp(2)))
                    .list();
        }
        for (String id : company.ids(what.list())) {
            String modified = company.row(what.list(), id).path(what.modified()).asString();
            Timestamp time = modified.isEmpty()
                    ? null
                    : Timestamp.from(OffsetDateTime.parse(modified, ZOHO).toInstant());
            if (through.equals(Instant.MAX)
                    || time != null && time.toInstant().isBefore(through) && !told.contains(id)) {
                assertThat(kept).as("%s of %s %s", id, what.job(), when).containsEntry(id, time);
            }
        }
    }

    private void compare() {
        new MirrorComparison(stage.jdbc(), company)
                .assertComplete(
                        records.stream().flatMap(what -> what.tables().stream()).toList());
    }
}
