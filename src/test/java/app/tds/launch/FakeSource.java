package app.tds.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.tds.Sha256;
import app.tds.mirror.Organization;
import app.tds.mirror.TdsRow;
import app.tds.mirror.TestRows.StockLevel;
import app.tds.source.Source;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Lists of things kept in memory, one for each organization, and their meaning: the level of a stock. */
final class FakeSource implements Source {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Map<String, List<SourceRecord>> things = new ConcurrentHashMap<>();
    private final Map<String, IntConsumer> before = new ConcurrentHashMap<>();
    private final Map<String, List<Integer>> asked = new ConcurrentHashMap<>();

    /** So many things of level 1. */
    void fill(String organization, int count) {
        List<SourceRecord> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(thing("t" + i, "1"));
        }
        things.put(organization, all);
        asked.put(organization, new CopyOnWriteArrayList<>());
        before.put(organization, page -> {});
    }

    void set(String organization, int index, String id, String level) {
        things(organization).set(index, thing(id, level));
    }

    /** What happens before a page is answered. */
    void before(String organization, IntConsumer action) {
        before.put(organization, action);
    }

    /** The numbers of the pages asked for since the last time this was asked. */
    List<Integer> asked(String organization) {
        List<Integer> all = asked.get(organization);
        List<Integer> copy = List.copyOf(all);
        all.clear();
        return copy;
    }

    private List<SourceRecord> things(String organization) {
        return things.getOrDefault(organization, List.of());
    }

    private static SourceRecord thing(String id, String level) {
        byte[] json = "{\"id\":\"%s\",\"level\":\"%s\"}".formatted(id, level).getBytes(UTF_8);
        return new SourceRecord(id, NOON, json, Sha256.of(json));
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<Organization> organizations() {
        return List.of();
    }

    @Override
    public Set<String> organizationIds() {
        return Set.copyOf(things.keySet());
    }

    @Override
    public boolean pagesShift(SourceQuery query) {
        return false;
    }

    @Override
    public SourcePage fetch(SourceQuery query, int page) {
        asked.get(query.organizationId()).add(page);
        before.get(query.organizationId()).accept(page);
        List<SourceRecord> all = things(query.organizationId());
        int from = Math.min(all.size(), (page - 1) * query.pageSize());
        int to = Math.min(all.size(), from + query.pageSize());
        return new SourcePage(page, List.copyOf(all.subList(from, to)), to < all.size(), 1);
    }

    /** A thing is a level of stock. */
    static final class Levels implements Translation {

        @Override
        public String name() {
            return "fake-level";
        }

        @Override
        public Set<Class<? extends TdsRow>> rows() {
            return Set.of(StockLevel.class);
        }

        @Override
        public Translated translate(SourceRecord record) {
            String json = new String(record.json(), UTF_8);
            String level = json.replaceAll(".*\"level\":\"(.*)\"}", "$1");
            if (!level.matches("[0-9]+")) {
                throw new Unusable("level", "\"" + level + "\" is not a number");
            }
            String id = String.valueOf(record.sourceId());
            var row = StockLevel.of(id, record.modifiedAt(), new BigDecimal(level));
            return new Translated(row, level.equals("42") ? List.of(new Remark("level", "is the answer")) : List.of());
        }
    }
}
