package app.tds.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which fields some list rows and documents have, how often a field holds a value, and which fields columns are read
 * from.
 */
public final class FieldUse {

    /** Fields beyond these many are one field, {@link #OTHERS}: a record can have names without end. */
    static final int MOST = 2_000;

    /** What stands for all fields beyond the most. */
    public static final String OTHERS = "…";

    private final Map<String, int[]> counts = new TreeMap<>();
    private int rows;
    private int documents;

    /**
     * A field.
     *
     * @param path within the record, such as {@code line_items[].rate}
     * @param inColumn whether a column is read from it
     * @param rows list rows in which it holds a value
     * @param documents documents in which it holds a value
     */
    public record Use(String path, boolean inColumn, int rows, int documents) {}

    /** Counts a list row. */
    public void addRow(Collection<SourceField> fields) {
        rows++;
        add(fields, 0);
    }

    /** Counts a document. */
    public void addDocument(Collection<SourceField> fields) {
        documents++;
        add(fields, 1);
    }

    private void add(Collection<SourceField> fields, int answer) {
        Map<String, Boolean> filled = new HashMap<>();
        for (SourceField field : fields) {
            String path = counts.containsKey(field.path()) || counts.size() < MOST ? field.path() : OTHERS;
            filled.merge(path, field.filled(), Boolean::logicalOr);
            int[] count = counts.computeIfAbsent(path, it -> new int[3]);
            count[2] |= field.inColumn() ? 1 : 0;
        }
        filled.forEach((path, isFilled) -> Objects.requireNonNull(counts.get(path))[answer] += isFilled ? 1 : 0);
    }

    /** List rows that were counted. */
    public int rows() {
        return rows;
    }

    /** Documents that were counted. */
    public int documents() {
        return documents;
    }

    /** All fields by path. */
    public List<Use> all() {
        return counts.entrySet().stream()
                .map(it -> new Use(it.getKey(), it.getValue()[2] > 0, it.getValue()[0], it.getValue()[1]))
                .collect(Collectors.toUnmodifiableList());
    }

    /** The fields that hold values and that no column takes, the most frequent first. */
    public List<Use> onlyInPayload() {
        return all().stream()
                .filter(it -> !it.inColumn() && it.rows() + it.documents() > 0)
                .sorted((one, two) -> two.rows() + two.documents() - one.rows() - one.documents())
                .toList();
    }
}
