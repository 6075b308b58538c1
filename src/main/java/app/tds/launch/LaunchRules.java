package app.tds.launch;

import app.tds.RecordIds;
import app.tds.jobs.JobDefinition;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What can be asked of a job. */
final class LaunchRules {

    private LaunchRules() {}

    /**
     * Checks that the job can do what is asked.
     *
     * @throws LaunchRefused if the job cannot do that
     */
    static void check(JobDefinition job, LaunchRequest request) {
        Selection selection = request.selection();
        if (request.acceptDeletions() != null && (request.mode() != RunMode.FULL || job.details() == null)) {
            throw new LaunchRefused(
                    "only a full run of a job with complete documents marks deletions, and so can be told"
                            + " that many are meant");
        }
        if (request.acceptDeletions() != null && request.acceptDeletions() < 1) {
            throw new LaunchRefused("the number of deletions that are meant is at least 1");
        }
        if (request.mode() == RunMode.BY_ID) {
            byId(job, selection);
        } else if (request.mode() == RunMode.RANGE) {
            range(job, selection);
        } else if (request.mode() == RunMode.DOCUMENTS && !job.hasDocuments()) {
            throw new LaunchRefused(job.name() + " has no complete documents: jobs/" + job.name()
                    + ".yaml names none (details), the list's rows are all there is");
        } else if (!selection.equals(Selection.NONE)) {
            throw new LaunchRefused("a " + request.mode() + " run takes neither ids nor days");
        }
    }

    private static void byId(JobDefinition job, Selection selection) {
        if (selection.ids().isEmpty() || selection.isRange()) {
            throw new LaunchRefused("a run by id needs at least one id, and takes no days");
        }
        if (selection.ids().size() > Selection.MOST_IDS) {
            throw new LaunchRefused("a run by id takes at most " + Selection.MOST_IDS + " ids, and these are "
                    + selection.ids().size() + ": ask for some at a time, or for a delta or a full run");
        }
        if (job.details() == null) {
            throw new LaunchRefused(
                    job.name() + " cannot be read by id: jobs/" + job.name()
                            + ".yaml names no documents (details), the list's rows are all there is. Ask for a delta or a full run.");
        }
        selection.ids().stream().filter(id -> !RecordIds.isId(id)).findFirst().ifPresent(id -> {
            throw new LaunchRefused("\"" + id + "\" is not an id: " + RecordIds.RULE);
        });
    }

    private static boolean isFarOff(@Nullable LocalDate day) {
        return day != null && (day.getYear() < 1900 || day.getYear() >= 2200);
    }

    private static void range(JobDefinition job, Selection selection) {
        LocalDate from = selection.from();
        LocalDate to = selection.to();
        if (!selection.isRange() || !selection.ids().isEmpty()) {
            throw new LaunchRefused("a run for a range takes its first day, its last or both, and no ids");
        }
        if (isFarOff(from) || isFarOff(to)) {
            throw new LaunchRefused("a day of the range lies between the years 1900 and 2200");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new LaunchRefused("the range ends on " + to + ", before it begins on " + from);
        }
        if (job.source().range() == null) {
            throw new LaunchRefused(job.name() + " cannot be read by date: jobs/" + job.name()
                    + ".yaml names no filter for it (source.range). Ask for a delta or a full run.");
        }
    }
}
