package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;

import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A list of prices, as a row of {@code tds.price_lists}: a price for each item that it names, or a percentage for all.
 *
 * @param sourceModifiedAt the document does not say; whether a new price of an item moves it is not known
 * @param currencyCode null in lists of a percentage: the organization's currency
 * @param isIncrease whether {@code percentage} is added
 * @param roundingType how Zoho rounds what it works out; the arithmetic is documented nowhere
 */
@Table("price_lists")
public record PriceList(
        @From("pricebook_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,

        @From("last_modified_time") @IfSaid(DOCUMENT) @Nullable
        Instant sourceModifiedAt,

        @NaturalKey @Nullable String name,
        @LongText @Nullable String description,
        @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @Code @Nullable String pricebookType,
        @Code @IfSaid(DOCUMENT) @Nullable String pricingScheme,
        @Nullable Boolean isIncrease,
        @Percentage @Nullable BigDecimal percentage,
        @Code @Nullable String roundingType,
        @Nullable Integer decimalPlace,
        @Code @Nullable String salesOrPurchaseType,
        @Code @Nullable String status,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDefault)
        implements TdsRow {

    /**
     * A Zoho price book is a price list, the items that it names, and their prices by quantity. A document does not say of
     * which version it is: one that came with a webhook is fetched all the same.
     */
    @Component
    static final class PriceListTranslation extends ZohoTranslation {
        PriceListTranslation() {
            super("zoho-pricelist", Rows.of(PriceList.class), List.of(PriceListParts.ITEMS, PriceListParts.BRACKETS));
        }
    }
}
