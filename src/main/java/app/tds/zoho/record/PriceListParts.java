package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a price list consists of. */
final class PriceListParts {

    static final Parts<PriceListItem> ITEMS = Parts.always("pricebook_items", PriceListItem.class);
    static final Parts<PriceListBracket> BRACKETS =
            Parts.ifSaid("pricebook_items/price_brackets", PriceListBracket.class);

    private PriceListParts() {}

    /**
     * An item that a price list names, as a row of {@code tds.price_list_items}.
     *
     * @param sourceId the list and the item: where the price depends on the quantity, Zoho gives an item no id
     * @param sourceModifiedAt the list's, when the item last changed
     * @param pricebookRate null if the price depends on the quantity
     * @param discountPercentage null if the discount is not printed as a percentage
     */
    @Table("price_list_items")
    @PartOf("pricebook_id")
    public record PriceListItem(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String pricebookId,
            @Wanted @Nullable String itemId,
            @Nullable String pricebookItemId,
            @Borrowed @Nullable String name,
            @Nullable BigDecimal pricebookRate,
            @Nullable String pricebookDiscount,
            @Nullable BigDecimal discountPercentage,
            @Borrowed @Nullable Boolean canBeSold,
            @Borrowed @Nullable Boolean canBePurchased)
            implements TdsChild {

        static String sourceId(ZohoRecord item, Place place) {
            return place.idWith(item.optionalId("item_id"));
        }

        static @Nullable BigDecimal discountPercentage(ZohoRecord item) {
            String discount = item.text("pricebook_discount");
            return discount == null || !discount.endsWith("%") ? null : item.percentage("pricebook_discount");
        }
    }

    /**
     * The price of an item from a quantity on, as a row of {@code tds.price_list_brackets}.
     *
     * @param sourceModifiedAt the list's, when the price last changed
     * @param endQuantity null if open
     */
    @Table("price_list_brackets")
    @PartOf("pricebook_id")
    public record PriceListBracket(
            @From("pricebook_item_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String pricebookId,
            @Wanted @Nullable String itemId,
            @Nullable BigDecimal startQuantity,
            @Nullable BigDecimal endQuantity,
            @Wanted @Nullable BigDecimal pricebookRate,
            @Nullable String pricebookDiscount)
            implements TdsChild {}
}
