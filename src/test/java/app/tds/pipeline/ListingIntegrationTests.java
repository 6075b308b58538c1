package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import app.tds.mirror.Kinds;
import app.tds.mirror.Organization;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsTables;
import app.tds.mirror.TestRows.StockLevel;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ListingIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();

    @Test
    void everythingIsReadUntilTheSourceSaysSo() {
        assertThat(read(null, pages("+9 -9", "", "-5", "+1"))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aFilteredListIsReadToItsEnd() {
        assertThat(read(Means.FILTER, pages("+1 +2", "+0", "+9"))).containsExactly(1, 2, 3);
    }

    @Test
    void anIgnoredFilterDoesNotEndTheList() {
        assertThat(read(Means.FILTER, pages("+1 -2", "-3 -4", "+5"))).containsExactly(1, 2, 3);
    }

    @Test
    void aSortedListIsReadToTheFirstPageThatReachesOlderRows() {
        assertThat(read(Means.SORT, pages("+9 +8", "+8 +0", "+0 -1", "-2 -3", "-4")))
                .containsExactly(1, 2, 3);
        assertThat(read(Means.SORT, pages("-1 -2", "-3"))).containsExactly(1);
        assertThat(read(Means.SORT, pages("+2", "+1"))).containsExactly(1, 2);
    }

    @Test
    void anEmptyPageOfASortedListIsNotItsEnd() {
        assertThat(read(Means.SORT, pages("+9", "", "-1", "-2"))).containsExactly(1, 2, 3);
    }

    @Test
    void anUnsortedListIsReadWhole() {
        assertThat(read(Means.SORT, pages("+1 +2", "-1", "-2 +7"))).containsExactly(1, 2, 3);
        assertThat(read(Means.SORT, pages("-5 +5", "-6", "-7"))).containsExactly(1, 2, 3);
        assertThat(read(Means.SORT, pages("+5", "+6 -1", "-7", "-8"))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aListWhoseSourceSaysThatItIgnoredTheOrderIsReadWholeThoughItsRowsHappenToBeInOrder() {
        assertThat(read(Means.SORT, pages("+9 -1", "-2", "-3"), false)).containsExactly(1, 2, 3);
        assertThat(read(Means.SORT, pages("+9 -1", "-2", "-3"), true)).containsExactly(1);
    }

    @Test
    void whatMayShiftIsReadOnceMoreInDeltasAndFullImportsOfSeveralPages() {
        assertThat(shifting(Priority.DELTA, Means.SORT, pages("+9", "+8", "+0 -1", "-2")))
                .containsExactly(1, 2, 1, 3, 2);
        assertThat(shifting(Priority.DELTA, Means.FILTER, pages("+1", "+2"))).containsExactly(1, 2, 1);
        assertThat(shifting(Priority.FULL, null, pages("+1", "+2", "+3"))).containsExactly(1, 2, 1, 3, 2);
        assertThat(shifting(Priority.FULL, null, pages("+1"))).containsExactly(1);
        assertThat(shifting(Priority.DELTA, null, pages("+1", "+2", "+3")))
                .as("a whole list that is read again soon")
                .containsExactly(1, 2, 3);
    }

    @Test
    void aListWhoseAnswersShowThatItDoesNotGrowAtItsEndIsReadFromItsFirstPage() {
        assertThat(read(new Fixed(pages("+1", "+2", "+3"), true, true, true), Priority.FULL, null))
                .containsExactly(3, 2, 1);
        assertThat(read(new Fixed(pages("+1", "+2", "+3"), false, true, true), Priority.FULL, null))
                .containsExactly(3, 1, 2, 1, 3, 2);
        assertThat(read(new Fixed(pages("+1"), false, true, true), Priority.FULL, null))
                .containsExactly(1);
    }

    private List<Integer> shifting(Priority priority, @Nullable Means means, List<List<SourceRecord>> pages) {
        return read(new Fixed(pages, true, true, false), priority, means);
    }

    @Test
    void rowsWithoutATimeSayNothingAboutTheOrder() {
        assertThat(read(Means.SORT, pages("? ?", "?", "?"))).containsExactly(1, 2, 3);
        assertThat(read(Means.SORT, pages("+9 ? +8", "? -1", "-2"))).containsExactly(1, 2);
        assertThat(read(Means.FILTER, pages("? +1", "?"))).containsExactly(1, 2);
    }

    @Test
    void recordsAreComparedWithTheirRows() {
        var tables = tables();
        var row = StockLevel.of("1", NOON, null);
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .executeWithoutResult(status -> tables.write(
                        new Stamp("10", 1, NOON),
                        new Kinds(Set.of(StockLevel.class), Set.of()),
                        List.of(new TdsRecord(row, new byte[] {1}, new byte[] {7})),
                        new app.tds.mirror.Changes()));
        List<SourceRecord> records = List.of(
                new SourceRecord("1", null, new byte[0], new byte[] {7}),
                new SourceRecord("1", null, new byte[0], new byte[] {8}),
                new SourceRecord("2", null, new byte[0], new byte[] {7}),
                new SourceRecord(null, null, new byte[0], new byte[] {7}));
        var listing = new Listing(
                new Fixed(List.of(records), true, false, false),
                query(Priority.DELTA, null),
                tables,
                Set.<Class<? extends app.tds.mirror.TdsRow>>of(StockLevel.class),
                null,
                null);

        assertThat(listing.get(1).records())
                .extracting(ListedRecord::unchanged)
                .containsExactly(true, false, false, false);

        JdbcClient.create(database.dataSource())
                .sql("update tds.stock set deleted_at = now()")
                .update();
        assertThat(listing.get(1).records())
                .as("a deleted row has to come back")
                .extracting(ListedRecord::unchanged)
                .containsOnly(false);
    }

    /** The numbers of the pages that were read. */
    private List<Integer> read(@Nullable Means means, List<List<SourceRecord>> pages) {
        return read(means, pages, true);
    }

    private List<Integer> read(@Nullable Means means, List<List<SourceRecord>> pages, boolean inOrder) {
        return read(new Fixed(pages, inOrder, false, false), Priority.DELTA, means);
    }

    private List<Integer> read(Fixed source, Priority priority, @Nullable Means means) {
        var listing = new Listing(source, query(priority, means), tables(), Set.of(), null, null);
        List<Integer> read = new ArrayList<>();
        ListedPage page = listing.first();
        while (true) {
            read.add(page.number());
            assertThat(page.records()).extracting(ListedRecord::record).isEqualTo(source.records(page.number()));
            if (page.last()) {
                return read;
            }
            page = listing.get(page.next());
        }
    }

    private TdsTables tables() {
        var context = new GenericApplicationContext();
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database.dataSource()));
        context.refresh();
        return context.getAutowireCapableBeanFactory().createBean(TdsTables.class);
    }

    private static SourceQuery query(Priority priority, @Nullable Means means) {
        return new SourceQuery(
                "10",
                1,
                priority,
                "books",
                "/things",
                "things",
                "id",
                200,
                true,
                Map.of(),
                Set.of(),
                Set.of(),
                means == null ? null : new Changes(NOON, means));
    }

    /** Each record as the seconds it was modified after noon, or as {@code ?}. */
    private static List<List<SourceRecord>> pages(String... pages) {
        return Arrays.stream(pages)
                .map(page -> Arrays.stream(page.split(" "))
                        .filter(text -> !text.isEmpty())
                        .map(ListingIntegrationTests::record)
                        .toList())
                .toList();
    }

    private static SourceRecord record(String seconds) {
        var modified = seconds.equals("?") ? null : NOON.plusSeconds(Integer.parseInt(seconds));
        return new SourceRecord("1", modified, new byte[0], new byte[0]);
    }

    private record Fixed(List<List<SourceRecord>> pages, boolean inOrder, boolean pagesShift, boolean grows)
            implements Source {

        @Override
        public boolean pagesShift(SourceQuery query) {
            return pagesShift;
        }

        @Override
        public boolean growsAtItsEnd(SourceQuery query) {
            return grows;
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Set<String> organizationIds() {
            return Set.of();
        }

        @Override
        public List<Organization> organizations() {
            return List.of();
        }

        @Override
        public SourcePage fetch(SourceQuery query, int page) {
            return new SourcePage(page, records(page), page < pages.size(), inOrder, 1);
        }

        private List<SourceRecord> records(int page) {
            return page > pages.size() ? List.of() : pages.get(page - 1);
        }
    }
}
