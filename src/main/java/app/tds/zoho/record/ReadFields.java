package app.tds.zoho.record;

import app.tds.source.SourceField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields of a record were read, by their paths without positions, such as {@code line_items[].rate}. */
final class ReadFields {

    private final Set<String> opened = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final boolean withValues;

    /**
     * @param withValues whether single values are noted too, which takes time
     */
    ReadFields(boolean withValues) {
        this.withValues = withValues;
    }

    /** Whether single values are noted too. */
    boolean withValues() {
        return withValues;
    }

    /** A list or an object was opened; what is in it is read one by one. */
    void opened(String path) {
        opened.add(path);
    }

    /** A value was read with all that is in it. */
    void read(String path) {
        read.add(path);
    }

    /** Lists of records that nobody opened, with the number of their members. */
    Map<String, Integer> unopenedLists(Map<String, @Nullable Object> record) {
        Map<String, Integer> unopened = new LinkedHashMap<>();
        record.forEach((name, value) -> lookForLists(name, value, unopened));
        return unopened;
    }

    private void lookForLists(String path, @Nullable Object value, Map<String, Integer> unopened) {
        if (read.contains(path)) {
            return;
        }
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> lookForLists(path + "." + name, member, unopened));
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
            if (opened.contains(path)) {
                list.forEach(member -> lookForLists(path + "[]", member, unopened));
            } else {
                unopened.merge(path, list.size(), Integer::sum);
            }
        }
    }

    /** All single values of a record; one that is within something that was read whole was read as well. */
    List<SourceField> fields(Map<String, @Nullable Object> record) {
        List<SourceField> fields = new ArrayList<>();
        record.forEach((name, value) -> collect(name, value, false, fields));
        return fields;
    }

    private void collect(String path, @Nullable Object value, boolean withinRead, List<SourceField> fields) {
        boolean known = withinRead || read.contains(path);
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            object.forEach((name, member) -> collect(path + "." + name, member, known, fields));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            list.forEach(member -> collect(path + "[]", member, known, fields));
        } else {
            fields.add(new SourceField(
                    ZohoRecord.printablePath(path), !ZohoRecord.isNothing(value), known || opened.contains(path)));
        }
    }
}
