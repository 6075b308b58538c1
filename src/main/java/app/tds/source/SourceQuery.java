package app.tds.source;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for.
 *
 * @param organizationId whose records
 * @param runId on whose behalf, for the log of calls
 * @param priority what kind of work this is
 * @param api the product within the integration
 * @param path of the list below the product's root
 * @param records the member of the answer that holds the records: {@code data.terms} for one within another,
 *     {@code terms|payment_terms} where it has one name or the other
 * @param key the field that identifies a record
 * @param pageSize records a page
 * @param paged whether an answer says if there are more pages; without pages, all records come at once
 * @param parameters sent as they are
 * @param watch the only fields that enter a record's fingerprint; empty means all
 * @param ignore fields that do not enter a record's fingerprint
 * @param changes what has changed since when, or null for everything
 */
public record SourceQuery(
        String organizationId,
        long runId,
        Priority priority,
        String api,
        String path,
        String records,
        String key,
        int pageSize,
        boolean paged,
        Map<String, String> parameters,
        Set<String> watch,
        Set<String> ignore,
        @Nullable Changes changes) {

    /** The same with other parameters. */
    public SourceQuery with(Map<String, String> others) {
        return new SourceQuery(
                organizationId,
                runId,
                priority,
                api,
                path,
                records,
                key,
                pageSize,
                paged,
                Map.copyOf(others),
                watch,
                ignore,
                changes);
    }

    /**
     * Only what has changed.
     *
     * @param since inclusive
     * @param by the means the list documents
     */
    public record Changes(Instant since, Means by) {}

    /** The means by which a list can be asked for changes. */
    public enum Means {
        /** The list filters; the reader still looks at the times of the rows. */
        FILTER,
        /** The list is sorted, newest modification first; the reader stops below {@link Changes#since}. */
        SORT
    }
}
