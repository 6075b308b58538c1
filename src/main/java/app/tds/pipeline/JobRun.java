package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.AfterFull;
import app.tds.jobs.JobDefinition.Details;
import app.tds.jobs.JobDefinition.Listing;
import app.tds.jobs.JobDefinition.Pages;
import app.tds.source.DetailQuery;
import app.tds.source.DetailTranslation;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.Translation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run together with what its job file names, and the questions that the run asks its source.
 *
 * @param job what the job file says
 * @param run which run
 * @param source that is asked
 * @param translation of the records
 * @param removal what is marked when a record is deleted
 * @param sharing the jobs that want the same complete documents, this one among them
 * @param begun the pages of the list, if they are being read already
 */
record JobRun(
        JobDefinition job,
        Run run,
        Source source,
        Translation translation,
        Removal removal,
        Set<String> sharing,
        @Nullable PagePrefetch begun) {

    /** The same run, which goes on with these pages. */
    JobRun with(@Nullable PagePrefetch pages) {
        return new JobRun(job, run, source, translation, removal, sharing, pages);
    }

    /** What the payloads of list rows are kept under. */
    String listed() {
        return job.source().api() + job.source().path();
    }

    /** What the payloads of complete documents are kept under. */
    String detailed() {
        return job.source().api() + details().path();
    }

    /** Whether there are complete documents beyond the list's rows. */
    boolean hasDocuments() {
        return job.hasDocuments();
    }

    /** Whether another job fetches the same documents too: one that is kept need not be of a record that this job's list has. */
    boolean sharesDocuments() {
        return sharing.size() > 1;
    }

    /** Whether a record can be asked for by its id. */
    boolean isAskedById() {
        return job.details() != null;
    }

    /** Whether a full import has all documents fetched again. */
    boolean wantsAllDocuments() {
        return hasDocuments() && details().afterFull() == AfterFull.ALL;
    }

    Details details() {
        return Objects.requireNonNull(job.details());
    }

    /**
     * What documents mean, if a list row says how new a document must be; else null. A list whose watched fields change
     * without moving the time of a record does not say that.
     */
    @Nullable
    DetailTranslation versionedDetails() {
        return job.source().watch().isEmpty() && (hasDocuments() || !isAskedById())
                ? translation.details().orElse(null)
                : null;
    }

    /** Asks for the list. */
    SourceQuery list(Priority priority, @Nullable Changes changes) {
        Listing list = job.source();
        return new SourceQuery(
                run.organizationId(),
                run.id(),
                priority,
                list.api(),
                list.path(),
                list.records(),
                list.key(),
                list.pageSize(),
                list.pages() != Pages.NONE,
                parameters(),
                Set.copyOf(list.watch()),
                Set.copyOf(list.ignore()),
                changes);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(job.source().parameters());
        Selection selection = run.selection();
        if (selection.from() != null) {
            parameters.put(range().from(), selection.from().toString());
        }
        if (selection.to() != null) {
            parameters.put(range().to(), selection.to().toString());
        }
        return parameters;
    }

    JobDefinition.Range range() {
        return Objects.requireNonNull(job.source().range());
    }

    /** Asks for a document at its own address. Only that answer is the source's word that a record does not exist. */
    DetailQuery document(Priority priority) {
        return question(priority, details().path(), null, details().record());
    }

    /** Asks for several documents with a call where the source allows that, else for one at its own address. */
    DetailQuery documents(Priority priority) {
        String path = details().bulkPath();
        return path == null
                ? document(priority)
                : question(
                        priority, path, details().bulkParameter(), job.source().records());
    }

    private DetailQuery question(Priority priority, String path, @Nullable String parameter, String record) {
        return new DetailQuery(
                run.organizationId(),
                run.id(),
                priority,
                job.source().api(),
                path,
                parameter,
                record,
                job.source().key(),
                details().sameAsRows());
    }
}
