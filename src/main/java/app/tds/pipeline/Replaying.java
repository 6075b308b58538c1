package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.KeptRow;
import app.tds.mirror.Replay;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Written;
import app.tds.pipeline.Remaking.Remade;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the rows of a job once more from the documents they were made from, some with each transaction.
 *
 * <p>In place, each chunk replaces its rows, and a restart goes on behind the last chunk. Beside the tables, the rows
 * wait until the last transaction brings all of them, and a restart begins again.
 */
final class Replaying implements Tasklet {

    private static final String KIND = "kind";
    private static final String AFTER = "after";

    private static final Logger log = LoggerFactory.getLogger(Replaying.class);

    private final Run run;
    private final List<Class<? extends TdsRow>> kinds;
    private final int atATime;
    private final Remaking remaking;
    private final RunTally tally;
    private final PipelineParts parts;
    private final boolean beside;
    private final Writing<Remade> writing;

    private @Nullable Replay shadow;
    private boolean begun;
    private int kind;
    private String after = "";
    private long waiting;
    private long incomplete;
    private long read;
    private long expected;

    Replaying(
            Run run,
            List<Class<? extends TdsRow>> kinds,
            int atATime,
            Remaking remaking,
            RunTally tally,
            PipelineParts parts) {
        this.run = run;
        this.kinds = kinds;
        this.atATime = atATime;
        this.remaking = remaking;
        this.tally = tally;
        this.parts = parts;
        this.beside = run.mode() == RunMode.SHADOW;
        this.writing = new Writing<>(run, parts, this::writeTogether, remaking::putAside);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        ExecutionContext position = context.getStepContext().getStepExecution().getExecutionContext();
        if (!begun) {
            begin(position);
        }
        if (kind < kinds.size()) {
            some();
        }
        boolean last = kind == kinds.size();
        if (!beside) {
            position.putInt(KIND, kind);
            position.putString(AFTER, after);
        }
        if (last) {
            end();
        }
        return last ? RepeatStatus.FINISHED : RepeatStatus.CONTINUABLE;
    }

    private void begin(ExecutionContext position) {
        begun = true;
        for (Class<? extends TdsRow> one : kinds) {
            expected += parts.replays().count(one, run.organizationId());
        }
        if (beside) {
            discard();
            shadow = parts.replays().shadow(run.id());
        } else {
            kind = position.getInt(KIND, 0);
            after = position.getString(AFTER, "");
        }
    }

    /** What this run or one that was given up has left beside the tables. Whose tables are there before is live. */
    private void discard() {
        Set<Long> shadows = parts.replays().shadows();
        Set<Long> live = new HashSet<>(parts.runs().liveIds());
        live.remove(run.id());
        shadows.stream().filter(id -> !live.contains(id)).forEach(parts.replays()::discard);
    }

    private void some() {
        List<KeptRow> rows = parts.replays().after(kinds.get(kind), run.organizationId(), after, atATime);
        Written written = writing.write(remade(rows));
        if (rows.isEmpty()) {
            kind++;
            after = "";
        } else {
            after = rows.get(rows.size() - 1).sourceId();
        }
        read += rows.size();
        if (beside) {
            var sofar = new RunCounts(read, 0, 0, 0, 0, 0, 0, 0, 0);
            progressed(sofar);
        } else {
            remaking.release();
            tally.written(written);
            progressed(parts.runs().add(run, tally.drain()));
        }
    }

    private List<Remade> remade(List<KeptRow> rows) {
        List<Remade> remade = new ArrayList<>(rows.size());
        for (KeptRow row : rows) {
            tally.read(null);
            if (!row.complete()) {
                incomplete++;
                tally.unchanged();
                continue;
            }
            Remade one = remaking.remake(kinds.get(kind), row);
            if (one != null) {
                remade.add(one);
            }
        }
        return remade;
    }

    private Written writeTogether(Stamp stamp, List<Remade> remade, Changes changes) {
        Replay replay = shadow != null ? shadow : parts.replays().live();
        replay.stage(remade.stream().map(Remade::row).toList());
        long changed = 0;
        if (shadow == null) {
            changed = replay.apply(stamp, changes);
        } else {
            waiting += remade.size();
        }
        remaking.used(remade);
        return new Written(0, changed, remade.size() - changed, 0);
    }

    private void end() {
        if (shadow != null) {
            var stamp = parts.stamps().next(run);
            var changes = new Changes();
            long changed = shadow.apply(stamp, changes);
            writing.tell(stamp, changes);
            remaking.release();
            tally.written(new Written(0, changed, waiting - changed, 0));
            progressed(parts.runs().add(run, tally.drain()));
        }
        if (incomplete > 0) {
            log.warn(
                    "run {}: {} rows stay as they are, since a document they were made from is not kept",
                    run.id(),
                    incomplete);
        }
    }

    private void progressed(RunCounts counts) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                parts.events().publishEvent(new RunProgressed(run, counts, expected));
            }
        });
    }
}
