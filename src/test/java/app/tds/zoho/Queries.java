package app.tds.zoho;

import app.tds.source.Priority;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions for tests. */
final class Queries {

    private Queries() {}

    static SourceQuery items() {
        return items(Map.of(), null);
    }

    static SourceQuery items(Map<String, String> parameters, @Nullable Changes changes) {
        return items("/items", "items", true, parameters, changes);
    }

    /** A list that comes without pages. */
    static SourceQuery withoutPages() {
        return items("/locations", "items", false, Map.of(), null);
    }

    /** A list whose records are in a member of this name. */
    static SourceQuery in(String records) {
        return items("/items", records, false, Map.of(), null);
    }

    private static SourceQuery items(
            String path, String records, boolean paged, Map<String, String> parameters, @Nullable Changes changes) {
        return new SourceQuery(
                "10",
                1,
                Priority.DELTA,
                "inventory",
                path,
                records,
                "item_id",
                200,
                paged,
                parameters,
                Set.of(),
                Set.of(),
                changes);
    }
}
