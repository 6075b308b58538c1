package app.tds.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Every record of a company, by list and id, in the order of creation. */
final class Ledger {

    private final Map<ListKind, Map<Long, Entry>> lists = new HashMap<>();

    Ledger() {
        Lists.all().forEach(list -> lists.put(list, new LinkedHashMap<>()));
    }

    void add(String list, Entry entry) {
        add(Lists.named(list), entry);
    }

    void add(ListKind list, Entry entry) {
        of(list).putIfAbsent(entry.id(), entry);
        entry.entered(this);
    }

    Entry remove(ListKind list, String id) {
        var entry = get(list, id);
        of(list).remove(entry.id());
        entry.left(this);
        return entry;
    }

    /** The record is in that list too. */
    void put(String list, Entry entry) {
        of(Lists.named(list)).putIfAbsent(entry.id(), entry);
    }

    /** The record is in that list no more. */
    void drop(String list, Entry entry) {
        of(Lists.named(list)).remove(entry.id());
    }

    Entry get(ListKind list, String id) {
        var entry = find(list, id);
        if (entry == null) {
            throw new NoSuchElementException(list.singular() + " " + id + " does not exist");
        }
        return entry;
    }

    @Nullable
    Entry find(ListKind list, String id) {
        return id.matches("\\d{1,19}") ? of(list).get(Long.parseUnsignedLong(id)) : null;
    }

    @Nullable
    Entry find(String list, String id) {
        return find(Lists.named(list), id);
    }

    Collection<Entry> all(ListKind list) {
        return of(list).values();
    }

    Collection<Entry> all(String list) {
        return all(Lists.named(list));
    }

    List<Location> locations() {
        var locations = new ArrayList<Location>();
        all("locations").forEach(it -> locations.add((Location) it));
        return locations;
    }

    private Map<Long, Entry> of(ListKind list) {
        var entries = lists.get(list);
        if (entries == null) {
            throw new IllegalStateException("no list " + list.name());
        }
        return entries;
    }
}
