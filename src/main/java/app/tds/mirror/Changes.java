package app.tds.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records that readers see differently now. Their rows are new, have another value in a column or a part, have come
 * back, or are deleted. A later version that says the same is no change.
 */
public final class Changes {

    private final Map<Kind, Set<String>> ids = new LinkedHashMap<>();

    private record Kind(String entity, boolean deleted) {}

    /**
     * Records of one entity.
     *
     * @param entity what they are called, such as Product
     * @param deleted whether they are deleted now
     * @param sourceIds which
     */
    public record Change(String entity, boolean deleted, List<String> sourceIds) {}

    void changed(String entity, Collection<String> sourceIds) {
        add(new Kind(entity, false), sourceIds);
    }

    void deleted(String entity, Collection<String> sourceIds) {
        add(new Kind(entity, true), sourceIds);
    }

    private void add(Kind kind, Collection<String> sourceIds) {
        if (!sourceIds.isEmpty()) {
            ids.computeIfAbsent(kind, none -> new LinkedHashSet<>()).addAll(sourceIds);
        }
    }

    /** Those too. */
    public void add(Changes those) {
        those.ids.forEach(this::add);
    }

    /** Each record once for each entity it is. */
    public List<Change> list() {
        List<Change> list = new ArrayList<>();
        ids.forEach((kind, some) -> list.add(new Change(kind.entity(), kind.deleted(), List.copyOf(some))));
        return list;
    }
}
