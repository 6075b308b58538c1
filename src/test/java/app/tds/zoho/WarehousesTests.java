package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import app.tds.SettableClock;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** When warehouses stand for locations. */
class WarehousesTests {

    private static final SourceRecord ONE = new SourceRecord("1", null, new byte[0], new byte[32]);
    private static final SourcePage SOME = new SourcePage(1, List.of(ONE), false, 1);
    private static final SourcePage NONE = new SourcePage(1, List.of(), false, 1);

    private final Warehouses warehouses = new Warehouses(
            mock(ZohoClient.class), new JsonMapper(), new SettableClock(Instant.parse("2026-03-10T06:00:00Z")));
    private final List<String> asked = new ArrayList<>();

    /** What a list answers: so many refusals, then this page. */
    private SourcePage list(int refusals, SourcePage locations, SourcePage older) {
        asked.clear();
        return warehouses.list(query(), query -> {
            asked.add(query.path());
            if (query.path().equals("/locations") && asked.size() <= refusals) {
                throw new SourceFailure.NotAllowed("no such list");
            }
            return query.path().equals("/locations") ? locations : older;
        });
    }

    @Test
    void whereLocationsAreRefusedTwiceOrThereAreNoneWarehousesAreRead() {
        assertThat(list(9, NONE, SOME)).isSameAs(SOME);
        assertThat(asked).containsExactly("/locations", "/locations", "/settings/warehouses");
        assertThat(list(9, NONE, SOME)).isSameAs(SOME);
        assertThat(asked).as("known from then on").containsExactly("/settings/warehouses");
    }

    @Test
    void anEmptyListOfLocationsIsNoneOfAnOrganizationWithWarehouses() {
        assertThat(list(0, NONE, SOME)).isSameAs(SOME);
    }

    @Test
    void oneRefusalIsNotBelieved() {
        assertThat(list(1, SOME, new SourcePage(1, List.of(), false, 1))).isSameAs(SOME);
        assertThat(asked).containsExactly("/locations", "/locations");
    }

    @Test
    void anOrganizationWhoseLocationsWereSeenHasNoWarehousesWhateverIsSaidLater() {
        SourcePage older = new SourcePage(1, List.of(ONE, ONE), false, 1);
        assertThat(list(0, SOME, older)).isSameAs(SOME);

        assertThatThrownBy(() -> list(9, SOME, older)).isInstanceOf(SourceFailure.NotAllowed.class);
        assertThat(list(0, NONE, older)).isSameAs(NONE);
    }

    @Test
    void whatHasNeitherIsRefusedInTheWordsOfTheFirstList() {
        assertThatThrownBy(() -> list(9, NONE, NONE))
                .isInstanceOf(SourceFailure.NotAllowed.class)
                .hasMessage("no such list");
    }

    private static SourceQuery query() {
        return new SourceQuery(
                "1",
                1,
                Priority.FULL,
                "inventory",
                "/locations",
                "locations",
                "location_id",
                200,
                false,
                Map.of(),
                Set.of(),
                Set.of(),
                null);
    }
}
