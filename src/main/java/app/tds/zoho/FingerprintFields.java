package app.tds.zoho;

import app.tds.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a record's top-level fields that matter, in the order of their names.
 *
 * <p>Records of a list come with the same names in the same order, so that the order of hashing is worked out once.
 */
final class FingerprintFields {

    private final Set<String> watch;
    private final Set<String> ignore;
    private final MessageDigest sha256 = Sha256.digest();

    private @Nullable String[] names = new String[64];
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int count;

    private @Nullable String[] known = {};
    private int[] order = {};

    FingerprintFields(Set<String> watch, Set<String> ignore) {
        this.watch = watch;
        this.ignore = ignore;
    }

    void begin() {
        count = 0;
    }

    /** A field and its value, as the bytes from the name's opening quote to the value's end. */
    void add(String name, int start, int end) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
        }
        names[count] = name;
        from[count] = start;
        to[count] = end;
        count++;
    }

    byte[] fingerprint(byte[] body) {
        if (!Arrays.equals(names, 0, count, known, 0, known.length)) {
            known = Arrays.copyOf(names, count);
            order = order(known);
        }
        for (int field : order) {
            sha256.update(body, from[field], to[field] - from[field]);
            sha256.update((byte) '\n');
        }
        return sha256.digest();
    }

    private int[] order(@Nullable String[] names) {
        return IntStream.range(0, names.length)
                .filter(field -> matters(String.valueOf(names[field])))
                .boxed()
                .sorted(Comparator.comparing(field -> String.valueOf(names[field])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean matters(String name) {
        return watch.isEmpty() ? !ignore.contains(name) : watch.contains(name);
    }
}
