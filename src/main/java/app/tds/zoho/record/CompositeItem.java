package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * An item that consists of other items, as a row of {@code tds.composite_items}. The item has a row in
 * {@code tds.products} as well.
 *
 * @param sourceId the item's
 * @param comboType {@code assembly} or {@code kit}
 * @param customFields the organization's own fields by API name
 */
@Table("composite_items")
public record CompositeItem(
        @From("composite_item_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey String name,
        @NaturalKey @Nullable String sku,
        @Code @Nullable String status,
        @Code @Nullable String comboType,
        @Code @Nullable String itemType,
        @Code @Nullable String productType,
        @Nullable String unit,
        @LongText @Nullable String description,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal purchaseRate,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal labelRate,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal salesRate,
        @IfSaid(LIST) @Nullable String accountId,
        @IfSaid(LIST) @Nullable String purchaseAccountId,
        @IfSaid(LIST) @Nullable String inventoryAccountId,
        @IfSaid(LIST) @Nullable String vendorId,
        @IfSaid(LIST) @Nullable String vendorName,
        @IfSaid(LIST) @Nullable String taxId,
        @IfSaid(LIST) @Nullable String taxName,
        @Percentage @IfSaid(LIST) @Nullable BigDecimal taxPercentage,
        @IfSaid(LIST) @Nullable BigDecimal reorderLevel,
        @IfSaid(LIST) @Nullable String categoryId,
        @IfSaid(LIST) @Nullable String categoryName,
        @IfSaid(LIST) @Nullable String imageId,
        @IfSaid(LIST) @Nullable String imageName,
        @Code @IfSaid(LIST) @Nullable String imageType,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho composite item is a product and what it consists of. */
    @Component
    static final class CompositeItemTranslation extends ZohoTranslation {
        CompositeItemTranslation() {
            super(
                    "zoho-compositeitem",
                    Rows.of(CompositeItem.class),
                    List.of(Parts.always("mapped_items", CompositeItemComponent.class)));
        }

        @Override
        public Optional<String> sideOf() {
            return Optional.of("zoho-product");
        }

        @Override
        ZohoRecord listed(SourceRecord record) {
            return ZohoRecord.detail(record);
        }
    }
}
