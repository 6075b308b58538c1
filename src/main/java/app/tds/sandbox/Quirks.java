package app.tds.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** How a well-formed answer may still be wrong. */
record Quirks(int fewerRows, Set<Kind> kinds, Set<String> lost) {

    static final Quirks NONE = new Quirks(0, Set.of(), Set.of());

    /** One way of being wrong. */
    enum Kind {
        EXTRA_EMPTY_PAGE,
        ALWAYS_MORE,
        NO_ROWS,
        IGNORED_SINCE,
        IGNORED_SORT,
        IGNORED_OPTION,
        NO_PAGE_CONTEXT,
        NO_ROOT,
        NO_CONSENT
    }

    static Quirks of(Kind kind) {
        return new Quirks(0, Set.of(kind), Set.of());
    }

    Quirks and(Quirks more) {
        var all = EnumSet.noneOf(Kind.class);
        all.addAll(kinds);
        all.addAll(more.kinds);
        Set<String> none = new TreeSet<>(lost);
        none.addAll(more.lost);
        return new Quirks(Math.max(fewerRows, more.fewerRows), Collections.unmodifiableSet(all), Set.copyOf(none));
    }

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }
}
