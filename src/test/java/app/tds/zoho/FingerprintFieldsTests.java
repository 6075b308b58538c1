package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintFieldsTests {

    private final FingerprintFields all = new FingerprintFields(Set.of(), Set.of());

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        var expected = print(all, "\"a\":1", "\"b\":2", "\"c\":[3]");

        assertThat(print(all, "\"c\":[3]", "\"a\":1", "\"b\":2")).isEqualTo(expected);
        assertThat(print(all, "\"b\":2", "\"c\":[3]", "\"a\":1")).isEqualTo(expected);
    }

    @Test
    void differentFieldsOrValuesDiffer() {
        var prints = List.of(
                print(all),
                print(all, "\"a\":1"),
                print(all, "\"a\":10"),
                print(all, "\"a\":\"1\""),
                print(all, "\"a\":null"),
                print(all, "\"a\":1", "\"b\":2"),
                print(all, "\"a\":2", "\"b\":1"),
                print(all, "\"a\":1", "\"b\":12"),
                print(all, "\"a\":11", "\"b\":2"),
                print(all, "\"b\":1", "\"a\":12"),
                print(all, "\"a\":1", "\"c\":2"));

        assertThat(new HashSet<>(prints)).hasSameSizeAs(prints);
    }

    @Test
    void ignoredFieldsChangeNothing() {
        var fields = new FingerprintFields(Set.of(), Set.of("due_days", "stock"));
        var expected = print(fields, "\"a\":1");

        assertThat(print(fields, "\"a\":1", "\"due_days\":\"in 3 days\"")).isEqualTo(expected);
        assertThat(print(fields, "\"stock\":4", "\"due_days\":\"\"", "\"a\":1")).isEqualTo(expected);
        assertThat(print(fields, "\"a\":2")).isNotEqualTo(expected);
    }

    @Test
    void watchedFieldsAreAllThatCounts() {
        var fields = new FingerprintFields(Set.of("stock"), Set.of());
        var expected = print(fields, "\"stock\":4");

        assertThat(print(fields, "\"name\":\"x\"", "\"stock\":4")).isEqualTo(expected);
        assertThat(print(fields, "\"stock\":5")).isNotEqualTo(expected);
        assertThat(print(fields, "\"name\":\"x\"")).isNotEqualTo(expected);
    }

    @Test
    void recordsOfDifferentShapesDoNotDisturbEachOther() {
        var shapes = List.of(
                new String[] {"\"a\":1", "\"b\":2"},
                new String[] {"\"a\":1"},
                new String[] {"\"b\":2", "\"a\":1", "\"c\":3"},
                new String[] {},
                new String[] {"\"a\":1", "\"b\":2", "\"c\":3"},
                IntStream.range(0, 200).mapToObj(i -> "\"f" + i + "\":" + i).toArray(String[]::new));
        var alone = shapes.stream()
                .map(shape -> print(new FingerprintFields(Set.of(), Set.of()), shape))
                .toList();
        var random = new Random(7);

        for (int i = 0; i < 500; i++) {
            int shape = random.nextInt(shapes.size());
            assertThat(print(all, shapes.get(shape))).isEqualTo(alone.get(shape));
        }
        assertThat(alone.get(2)).isEqualTo(alone.get(4));
    }

    @Test
    void everyOneOfManyFieldsCounts() {
        var fields = new ArrayList<String>();
        for (int i = 0; i < 130; i++) {
            fields.add("\"field" + i + "\":" + i);
        }
        var expected = print(all, fields.toArray(String[]::new));
        var shuffled = new ArrayList<>(fields);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(print(all, shuffled.toArray(String[]::new))).isEqualTo(expected);

        for (int i = 0; i < 130; i++) {
            var changed = new ArrayList<>(fields);
            changed.set(i, "\"field" + i + "\":\"changed\"");
            assertThat(print(all, changed.toArray(String[]::new))).isNotEqualTo(expected);
        }
    }

    private static String print(FingerprintFields fields, String... members) {
        var body = new ByteArrayOutputStream();
        body.write('{');
        fields.begin();
        for (String member : members) {
            int start = body.size();
            body.writeBytes(member.getBytes(UTF_8));
            fields.add(member.substring(1, member.indexOf('"', 1)), start, body.size());
            body.write(',');
        }
        var print = fields.fingerprint(body.toByteArray());
        assertThat(print).hasSize(32);
        return HexFormat.of().formatHex(Arrays.copyOf(print, 32));
    }
}
