package app.tds.shopfront;

import app.tds.mirror.Organization;
import app.tds.source.Source;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** A shop that keeps its orders in memory: an integration that has nothing to do with Zoho. */
final class ShopfrontSource implements Source {

    static final String SHOP = "shop-1";

    private final List<String> orders;
    private final int perPage;
    private boolean closed;

    ShopfrontSource(List<String> orders, int perPage) {
        this.orders = orders;
        this.perPage = perPage;
    }

    void closed(boolean closed) {
        this.closed = closed;
    }

    @Override
    public String name() {
        return "shopfront";
    }

    @Override
    public Set<String> organizationIds() {
        return Set.of(SHOP);
    }

    @Override
    public List<Organization> organizations() {
        return List.of(new Organization(SHOP, name(), "A shop", ZoneOffset.UTC, "USD", "en", null));
    }

    @Override
    public boolean pagesShift(SourceQuery query) {
        return false;
    }

    @Override
    public SourcePage fetch(SourceQuery query, int page) {
        if (closed && page == 2) {
            throw new SourceFailure.Unavailable("the shop is closed", null);
        }
        int from = (page - 1) * perPage;
        int to = Math.min(orders.size(), from + perPage);
        List<SourceRecord> records =
                orders.subList(from, to).stream().map(ShopfrontSource::record).toList();
        return new SourcePage(page, records, to < orders.size(), 1);
    }

    /** {@code number;total}. */
    private static SourceRecord record(String order) {
        byte[] json = "{\"number\":\"%s\",\"total\":\"%s\"}"
                .formatted((Object[]) order.split(";"))
                .getBytes(StandardCharsets.UTF_8);
        var record = new SourceRecord(order.split(";")[0], null, json, new byte[0]);
        return new SourceRecord(record.sourceId(), null, json, record.payloadHash());
    }
}
