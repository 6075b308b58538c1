package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a page weighs on a bad line. */
class AssetsTests {

    private static final int KILOBYTE = 1000;

    private final Assets assets = new Assets();

    private int zipped(List<String> names) {
        return names.stream().mapToInt(this::zipped).sum();
    }

    private int zipped(String name) {
        byte[] file = Objects.requireNonNull(assets.file(name).getBody(), name);
        try (var zipped = new ByteArrayOutputStream();
                var zip = new GZIPOutputStream(zipped)) {
            zip.write(file);
            zip.finish();
            return zipped.size();
        } catch (IOException unforeseen) {
            throw new UncheckedIOException(unforeseen);
        }
    }

    @Test
    void scriptStyleAndFontsAreSmall() {
        assertThat(zipped(List.of("htmx.js", "page.js", "uplot.js", "chart.js")))
                .isBetween(10 * KILOBYTE, 60 * KILOBYTE);
        assertThat(zipped(List.of("page.css", "uplot.css"))).isBetween(KILOBYTE, 12 * KILOBYTE);
        assertThat(zipped(List.of("arabic-regular.woff2", "arabic-bold.woff2")))
                .isBetween(10 * KILOBYTE, 60 * KILOBYTE);
    }
}
