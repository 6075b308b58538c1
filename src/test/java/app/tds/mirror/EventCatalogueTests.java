package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** src/docs/events.md names what there is, and nothing else. */
class EventCatalogueTests {

    @Test
    void everyKindOfRecordHasItsEvent() throws IOException {
        var events = SchemaIntegrationTests.rows()
                .filter(kind -> !TdsChild.class.isAssignableFrom(kind))
                .map(kind -> RowColumns.of(kind.asSubclass(TdsRow.class), Answer.LIST)
                                .entity() + "Changed")
                .collect(Collectors.toCollection(TreeSet::new));
        String catalogue = Files.readString(Path.of("src/docs/events.md"));

        assertThat(Pattern.compile("(?m)^\\| `(\\w+Changed)` \\|")
                        .matcher(catalogue)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(events);
    }
}
