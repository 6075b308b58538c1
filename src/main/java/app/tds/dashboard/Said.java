package app.tds.dashboard;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the English sentences of others mean, as far as they are known by their words: of runs, of proofs, of the limits of
 * calls, and of records that could not be used. A page of another language says that, and quotes the sentence.
 */
enum Said {
    USED_UP("calls for today are used up"),
    LOCKED_OUT("has locked the organization out"),
    KEPT_FOR_OTHERS("are left, and those are not for"),
    NO_ANSWERS("not asked, since most calls like it bring no answer"),
    DIFFERENCES("differences are open; the first is"),
    ONE_IN_QUARANTINE("record is in quarantine", true),
    IN_QUARANTINE("records are in quarantine", true),
    ONE_DOCUMENT("complete document has still to be fetched", true),
    DOCUMENTS("complete documents have still to be fetched", true),
    NOT_SHOWN("versions came by webhook, and Zoho's own list has not shown them"),
    NEVER_COMPARED("no full import has been compared yet", true),
    GAP("a full import closes the gap"),
    MISSING("missing; "),
    NO_NUMBER("is not a number"),
    TOO_MANY_DIGITS("has too many digits, at most"),
    NO_WHOLE_NUMBER("is not a whole number of at most"),
    NO_DAY("is not a day ("),
    NO_TIME("is not a time with an offset"),
    NEITHER("is neither true nor false"),
    NO_ID("is not an id: "),
    TOO_LONG(" characters, at most "),
    UNREADABLE("unreadable JSON, ");

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*");

    private final String words;
    private final boolean whole;

    Said(String words) {
        this(words, false);
    }

    Said(String words, boolean whole) {
        this.words = words;
        this.whole = whole;
    }

    /** Whether the sentence says nothing else, so that nobody has to read it beside its meaning. */
    boolean isWhole() {
        return whole;
    }

    /** By these words the sentence is known. */
    String words() {
        return words;
    }

    static Optional<Said> of(String sentence) {
        return Arrays.stream(values()).filter(it -> sentence.contains(it.words)).findFirst();
    }

    /** The first number in a sentence; empty if there is none. */
    static String number(String sentence) {
        var number = NUMBER.matcher(sentence);
        return number.find() ? number.group() : "";
    }
}
