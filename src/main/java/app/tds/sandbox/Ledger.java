package app.tds.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Every record of a company, by list and id, in the order of creation. */
final class Ledger {

    private final Map<ListName, Map<Long, Entry>> lists = new EnumMap<>(ListName.class);

    Ledger() {
        for (var list : ListName.values()) {
            lists.put(list, new LinkedHashMap<>());
        }
    }

    void add(ListName list, Entry entry) {
        of(list).put(entry.id(), entry);
        if (entry instanceof Item item) {
            listed(item);
        } else if (entry instanceof ItemGroup group) {
            group.items().forEach(this::listed);
        }
        owed(entry, 1);
    }

    Entry remove(ListName list, String id) {
        var entry = get(list, id);
        of(list).remove(entry.id());
        if (entry instanceof Item item) {
            unlisted(item);
            if (item.group() != null) {
                item.group().items().remove(item);
            }
        } else if (entry instanceof ItemGroup group) {
            group.items().forEach(this::unlisted);
        }
        owed(entry, -1);
        return entry;
    }

    /** An item is in several lists, and brings its group. */
    private void listed(Item item) {
        of(ListName.ITEMS).put(item.id(), item);
        if (item.composite()) {
            of(ListName.COMPOSITEITEMS).put(item.id(), item);
        }
        if (item.group() != null) {
            of(ListName.ITEMGROUPS).putIfAbsent(item.group().id(), item.group());
        }
    }

    private void unlisted(Item item) {
        of(ListName.ITEMS).remove(item.id());
        of(ListName.COMPOSITEITEMS).remove(item.id());
    }

    private static void owed(Entry entry, int sign) {
        if (entry instanceof Document document) {
            document.facts().party().owes(sign * document.owed());
            document.facts().party().mayClaim(sign * document.credit());
        } else if (entry instanceof Payment payment) {
            payment.facts().party().mayClaim(sign * payment.unused());
        }
    }

    Entry get(ListName list, String id) {
        var entry = find(list, id);
        if (entry == null) {
            throw new NoSuchElementException(list.singular() + " " + id + " does not exist");
        }
        return entry;
    }

    @Nullable
    Entry find(ListName list, String id) {
        return id.matches("\\d{1,19}") ? of(list).get(Long.parseUnsignedLong(id)) : null;
    }

    Collection<Entry> all(ListName list) {
        return of(list).values();
    }

    List<Location> locations() {
        var locations = new ArrayList<Location>();
        all(ListName.LOCATIONS).forEach(it -> locations.add((Location) it));
        return locations;
    }

    private Map<Long, Entry> of(ListName list) {
        var entries = lists.get(list);
        if (entries == null) {
            throw new IllegalStateException("no list " + list);
        }
        return entries;
    }
}
