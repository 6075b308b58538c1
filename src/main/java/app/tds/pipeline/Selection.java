package app.tds.pipeline;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records a run was asked for, where its mode alone does not say.
 *
 * @param ids for a run by id: each once, in order; else none
 * @param from for a range: the first day, or null for no beginning
 * @param to for a range: the last day, or null for no end
 */
public record Selection(
        List<String> ids,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** A run by id takes no more records than this. */
    public static final int MOST_IDS = 1_000;

    /** The mode says it all. */
    public static final Selection NONE = new Selection(List.of(), null, null);

    /** Two selections of the same records are equal, in any order. */
    public Selection {
        ids = ids.stream().distinct().sorted().toList();
    }

    /** The records with these ids. */
    public static Selection of(Collection<String> ids) {
        return new Selection(List.copyOf(ids), null, null);
    }

    /** The records dated within these days, both included. */
    public static Selection between(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new Selection(List.of(), from, to);
    }

    /** Whether this asks for some days. */
    public boolean isRange() {
        return from != null || to != null;
    }

    /** In a few words; empty if the mode says it all. */
    @Override
    public String toString() {
        if (isRange()) {
            return (from == null ? "" : "from " + from + (to == null ? "" : " ")) + (to == null ? "" : "to " + to);
        }
        return ids.isEmpty() ? "" : ids.size() == 1 ? "record " + ids.get(0) : ids.size() + " records";
    }
}
