package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What belongs to an item or to a group of items, besides its stock. */
final class ProductParts {

    static final Parts<ProductPriceBracket> BRACKETS =
            Parts.ifSaid("price_brackets|default_price_brackets", ProductPriceBracket.class);
    static final Parts<ProductGroupItem> GROUP_ITEMS = Parts.ifSaid("items", ProductGroupItem.class);

    private ProductParts() {}

    /**
     * The price of an item from some quantity on, as a row of {@code tds.product_price_brackets}.
     *
     * @param endQuantity null if there is no end
     * @param rate of one unit, in the organization's currency
     * @param discount as Zoho sends it, such as {@code 5%}
     */
    @Table("product_price_brackets")
    @PartOf("item_id")
    public record ProductPriceBracket(
            @From({"price_bracket_id", "pricebook_item_id"}) @OrPlace
            String sourceId,

            @Nullable Instant sourceModifiedAt,
            String itemId,
            @Nullable BigDecimal startQuantity,
            @Nullable BigDecimal endQuantity,

            @From({"rate", "pricebook_rate"}) @Wanted @Nullable
            BigDecimal rate,

            @From({"discount", "pricebook_discount"}) @Nullable
            String discount)
            implements TdsChild {}

    /** An item of a group, as a row of {@code tds.product_group_items}. */
    @Table("product_group_items")
    @PartOf("group_id")
    public record ProductGroupItem(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String groupId,
            @Wanted @Nullable String itemId,
            @Borrowed @Nullable String name,
            @Borrowed @Nullable String sku)
            implements TdsChild {

        static String sourceId(ZohoRecord item, Place place) {
            return place.id(item.optionalId("item_id"));
        }
    }
}
