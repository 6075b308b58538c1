package app.tds.zoho;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pairs of a query or a form, decoded to bytes.
 *
 * <p>The result is bytes, not text. Two bodies that are not UTF-8 must not become the same text, or one signature would
 * fit both.
 */
final class FormPairs {

    private FormPairs() {}

    /**
     * One pair.
     *
     * @param whole whether there is a = between key and value
     */
    record Pair(byte[] key, byte[] value, boolean whole) {

        String name() {
            return new String(key, StandardCharsets.UTF_8);
        }

        String text() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    /** There are no more pairs than that. */
    static int atMost(byte[] encoded) {
        int separators = 0;
        for (byte one : encoded) {
            separators += one == '&' ? 1 : 0;
        }
        return separators + 1;
    }

    static List<Pair> of(byte[] encoded) {
        List<Pair> pairs = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= encoded.length; at++) {
            if (at == encoded.length || encoded[at] == '&') {
                if (at > from) {
                    pairs.add(pair(encoded, from, at));
                }
                from = at + 1;
            }
        }
        return pairs;
    }

    private static Pair pair(byte[] encoded, int from, int to) {
        int equals = from;
        while (equals < to && encoded[equals] != '=') {
            equals++;
        }
        return new Pair(decoded(encoded, from, equals), decoded(encoded, Math.min(equals + 1, to), to), equals < to);
    }

    /** What is not an escape stands for itself. */
    private static byte[] decoded(byte[] encoded, int from, int to) {
        byte[] part = Arrays.copyOfRange(encoded, from, to);
        ByteArrayOutputStream out = new ByteArrayOutputStream(part.length);
        for (int i = 0; i < part.length; i++) {
            int high = part[i] == '%' && i + 2 < part.length ? Character.digit(part[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(part[i + 2], 16);
            if (low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.write(part[i] == '+' ? ' ' : part[i]);
            }
        }
        return out.toByteArray();
    }
}
