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
        return items("/items", parameters, changes);
    }

    /** As if they were items. */
    static SourceQuery at(String path) {
        return items(path, Map.of(), null);
    }

    private static SourceQuery items(String path, Map<String, String> parameters, @Nullable Changes changes) {
        return new SourceQuery(
                "10",
                1,
                Priority.DELTA,
                "inventory",
                path,
                "items",
                "item_id",
                200,
                parameters,
                Set.of(),
                Set.of(),
                changes);
    }
}
