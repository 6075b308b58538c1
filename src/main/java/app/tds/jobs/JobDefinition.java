package app.tds.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One job: what the job reads, when it runs, and how many records it takes at a time.
 *
 * @param name of the job, the same as its file's
 * @param source what it reads
 * @param schedule when it runs, in the organization's time zone
 * @param limits how much it takes at a time
 * @param freshness how old what is mirrored may be, counted from what the last complete run has seen
 * @param priority jobs with a lower number are started first
 * @param details where the complete documents are, or null if the list's rows are all there is
 * @param webhook which notices name its records, or null if none do
 * @param needs a setting without which there is no such job; null if there is one anyhow
 */
public record JobDefinition(
        String name,
        Listing source,
        Schedule schedule,
        Limits limits,
        Duration freshness,
        int priority,
        @Nullable Details details,
        @Nullable Webhook webhook,
        @Nullable String needs) {

    /** Whether there are complete documents that say more than the list's rows. */
    public boolean hasDocuments() {
        return details != null && !details.sameAsRows();
    }

    /**
     * Which notices of the source name this job's records.
     *
     * @param path the end of the address they come to
     * @param roots what their documents are called
     * @param moves the job whose records these documents name in their lines, or in another list, and change without a notice of
     *     their own, or null
     * @param modules the modules that are to tell of changes there: the source's word for each, and the name that its
     *     screens show
     */
    public record Webhook(
            String path,
            List<String> roots,
            @Nullable String moves,
            @DefaultValue Map<String, String> modules) {}

    /**
     * Where complete documents are asked for.
     *
     * @param path of one document, with {@code {id}} in it
     * @param record the member of the answer that holds it
     * @param bulkPath of several documents, which come like the list's records; null if they are had one by one
     * @param bulkParameter that takes their ids
     * @param perRun documents a delta fetches at most, so that it ends in time; the others wait for the next one
     * @param afterFull which documents a full import has fetched again
     * @param sameAsRows whether documents say no more than the list's rows: only those that are asked for by id are fetched
     * @param deletedPath the list of what was deleted; null if there is none
     */
    public record Details(
            String path,
            String record,
            @Nullable String bulkPath,
            @Nullable String bulkParameter,
            @DefaultValue("40") int perRun,
            @DefaultValue("changed") AfterFull afterFull,
            @DefaultValue("false") boolean sameAsRows,
            @Nullable String deletedPath) {}

    /** Which documents a full import has fetched again. */
    public enum AfterFull {
        /** Those of list rows that are new or have changed. */
        CHANGED,
        /** All that are listed: documents change in ways that their list rows do not show. */
        ALL
    }

    /**
     * The list this job reads.
     *
     * @param integration the integration that serves it, {@code zoho}
     * @param api the product within the integration, for Zoho {@code books} or {@code inventory}
     * @param path of the list below the product's root, such as {@code /invoices}
     * @param records the member of the answer that holds the records; {@code data.terms} for one within another,
     *     {@code terms|payment_terms} where it has one name or the other
     * @param key the field that identifies a record
     * @param translation the name of the translation that gives records their meaning
     * @param pageSize records a page
     * @param pages how the list comes
     * @param parameters sent with every request for a page
     * @param incremental how the list can be asked for what has changed
     * @param watch the only fields whose change matters; empty means all
     * @param ignore fields whose change means nothing, such as {@code due_days}
     * @param range how the list can be asked for some days, or null if that is impossible
     * @param scope the source's word for the right to read the list, or null if the list's path says it
     */
    public record Listing(
            String integration,
            String api,
            String path,
            String records,
            String key,
            String translation,
            int pageSize,
            @DefaultValue("numbered") Pages pages,
            Map<String, String> parameters,
            Incremental incremental,
            List<String> watch,
            List<String> ignore,
            @Nullable Range range,
            @Nullable String scope) {}

    /**
     * How a list can be asked for what is dated within some days.
     *
     * @param field of a record that holds its day
     * @param from the parameter that takes the first day
     * @param to the parameter that takes the last day
     * @param totals the parameter that asks for count and sums of what is dated within these days, or null if there is none
     */
    public record Range(
            String field, String from, String to, @Nullable String totals) {}

    /** How a list comes. */
    public enum Pages {
        /** In pages, each of which says whether there are more. */
        NUMBERED,
        /** All at once, with not a word on pages. */
        NONE
    }

    /** How a list can be asked for what has changed since an instant. */
    public enum Incremental {
        /** It documents a filter by modification time. */
        FILTER,
        /**
         * The list documents a sort by modification time: it is read from the newest record until an older one turns
         * up.
         */
        SORT,
        /** It documents neither: read it whole and compare. */
        WHOLE
    }

    /**
     * Quartz cron expressions.
     *
     * @param full when everything is read
     * @param delta when what has changed is read
     */
    public record Schedule(String full, String delta) {}

    /**
     * How much at a time.
     *
     * @param chunkSize records committed together
     * @param pagesAhead pages fetched while earlier ones are written
     * @param quarantine records a run may put into quarantine before it fails
     * @param overlap how far before the watermark a delta begins
     */
    public record Limits(int chunkSize, int pagesAhead, int quarantine, Duration overlap) {}
}
