package app.tds.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something the company sells, with its stock per location in hundredths. */
final class Item extends Entry {

    enum Kind {
        GOODS,
        COMPOSITE,
        UNTRACKED,
        SERVICE
    }

    /** What a catalogue says about an item; amounts in hundredths of a dinar. */
    record Facts(
            Kind kind,
            String name,
            String sku,
            String unit,
            String brand,
            String category,
            long rate,
            long purchaseRate,
            long reorderLevel,
            long weight,
            boolean taxed,
            boolean inactive,
            String origin) {}

    /** What one piece needs of another item. */
    record Component(Item item, int quantity) {}

    private final Facts facts;
    private final @Nullable Contact vendor;
    private final @Nullable ItemGroup group;
    private final int option;
    private final List<Component> components;
    private final long committed;
    private final long unshipped;
    private long[] stock;

    Item(
            long id,
            long created,
            long modified,
            Facts facts,
            @Nullable Contact vendor,
            @Nullable ItemGroup group,
            int option,
            List<Component> components,
            long[] stock) {
        super(id, created, modified);
        this.facts = facts;
        this.vendor = vendor;
        this.group = group;
        this.option = option;
        this.components = components;
        this.stock = stock;
        this.committed = stock.length > 0 && stock[0] > 1000 ? id / 10 % 4 * 100 : 0;
        this.unshipped = stock.length > 0 && stock[0] > 1000 ? id / 10 % 3 * 100 : 0;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "name" -> facts.name();
            case "sku" -> facts.sku();
            case "status" -> facts.inactive() ? "inactive" : "active";
            case "rate" -> amount(facts.rate());
            case "purchase_rate" -> purchased() ? amount(facts.purchaseRate()) : BigDecimal.ZERO;
            case "reorder_level" -> amount(facts.reorderLevel());
            case "stock_on_hand" -> amount(onHand());
            case "tax_name" -> facts.taxed() ? Tax.NAME : "";
            case "item_type" -> itemType();
            case "category_name" -> facts.category();
            default -> "";
        };
    }

    /** An item is in several lists, and brings its group. */
    @Override
    void entered(Ledger ledger) {
        ledger.put("items", this);
        if (composite()) {
            ledger.put("compositeitems", this);
        }
        if (group != null) {
            ledger.put("itemgroups", group);
        }
    }

    @Override
    void left(Ledger ledger) {
        ledger.drop("items", this);
        ledger.drop("compositeitems", this);
        if (group != null) {
            group.items().remove(this);
        }
    }

    @Override
    void forgotten(Founding founding, Ledger ledger) {
        founding.catalogue().forget(this);
    }

    Facts facts() {
        return facts;
    }

    @Nullable
    Contact vendor() {
        return vendor;
    }

    @Nullable
    ItemGroup group() {
        return group;
    }

    int option() {
        return option;
    }

    /** What a composite item consists of; of others, nothing. */
    List<Component> components() {
        return components;
    }

    boolean composite() {
        return facts.kind() == Kind.COMPOSITE;
    }

    boolean tracked() {
        return facts.kind() == Kind.GOODS || facts.kind() == Kind.COMPOSITE;
    }

    boolean purchased() {
        return facts.kind() != Kind.SERVICE;
    }

    String itemType() {
        return switch (facts.kind()) {
            case GOODS, COMPOSITE -> "inventory";
            case UNTRACKED -> "sales_and_purchases";
            case SERVICE -> "sales";
        };
    }

    long onHand() {
        long sum = 0;
        for (long here : stock) {
            sum += here;
        }
        return sum;
    }

    long onHand(int location) {
        return location < stock.length ? stock[location] : 0;
    }

    /** Promised by confirmed orders, at the main location only. */
    long committed(int location) {
        return location == 0 ? committed : 0;
    }

    /** Invoiced and not yet shipped, at the main location only. */
    long unshipped(int location) {
        return location == 0 ? unshipped : 0;
    }

    void move(int location, long by) {
        if (!tracked()) {
            throw new IllegalArgumentException("item " + id() + " has no stock");
        }
        if (location >= stock.length) {
            stock = Arrays.copyOf(stock, location + 1);
        }
        stock[location] += by;
    }
}
