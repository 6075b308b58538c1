package app.tds.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms that counted words have, as Unicode names them; Arabic has all six, English has ONE and OTHER. */
enum Plural {
    ZERO,
    ONE,
    TWO,
    FEW,
    MANY,
    OTHER;

    /** The form for this many. */
    static Plural of(Language language, long count) {
        if (count == 1) {
            return ONE;
        }
        return language == Language.AR ? arabic(count) : OTHER;
    }

    private static Plural arabic(long count) {
        long hundredth = Math.abs(count) % 100;
        if (count == 0 || count == 2) {
            return count == 0 ? ZERO : TWO;
        }
        if (hundredth >= 3 && hundredth <= 10) {
            return FEW;
        }
        return hundredth >= 11 ? MANY : OTHER;
    }

    /** As a key of messages ends. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> suffixes() {
        return Arrays.stream(values()).map(Plural::suffix).toList();
    }
}
