package app.tds.dashboard;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core says of a page. */
final class Axe {

    private static final String SCRIPT = read();
    private static final String ASK = """
            async (rules) => (await axe.run({ resultTypes: ['violations'],
              ...(rules === null ? {} : { runOnly: rules, preload: false }) })).violations.map(
              it => it.id + ': ' + it.help + ' ' + it.nodes.map(node => node.html).join(' | '))
            """;

    private static final List<String> LOOKS = List.of(
            "color-contrast",
            "link-in-text-block",
            "target-size",
            "scrollable-region-focusable",
            "list",
            "listitem",
            "definition-list",
            "dlitem",
            "td-headers-attr",
            "th-has-data-cells",
            "scope-attr-valid",
            "empty-table-header",
            "landmark-one-main",
            "region");

    private final Page page;

    private Axe(Page page) {
        this.page = page;
    }

    private static String read() {
        try (var script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Puts axe-core into the page that is open now. */
    static Axe on(Page page) {
        page.evaluate(SCRIPT);
        return new Axe(page);
    }

    @SuppressWarnings("unchecked")
    List<String> violations() {
        return (List<String>) page.evaluate(ASK, null);
    }

    /** Of the rules whose answer another theme or width can change. */
    @SuppressWarnings("unchecked")
    List<String> violationsOfLooks() {
        return (List<String>) page.evaluate(ASK, LOOKS);
    }
}
