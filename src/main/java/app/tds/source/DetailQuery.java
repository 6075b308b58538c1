package app.tds.source;

import org.jspecify.annotations.Nullable;

/**
 * How complete documents are asked for.
 *
 * @param organizationId whose records
 * @param runId on whose behalf, for the log of calls
 * @param priority what kind of work this is
 * @param api the product within the integration
 * @param path of one record, with {@code {id}} in it; or of several, whose ids go into a parameter
 * @param parameter that takes several ids, separated by commas; null if the path names one record
 * @param record the member of the answer that holds the document or the documents
 * @param key the field that identifies a record
 * @param asRows whether records come with the fields of the list's rows, no more and no less
 */
public record DetailQuery(
        String organizationId,
        long runId,
        Priority priority,
        String api,
        String path,
        @Nullable String parameter,
        String record,
        String key,
        boolean asRows) {

    /** Documents that say more than rows. */
    public DetailQuery(
            String organizationId,
            long runId,
            Priority priority,
            String api,
            String path,
            @Nullable String parameter,
            String record,
            String key) {
        this(organizationId, runId, priority, api, path, parameter, record, key, false);
    }
}
