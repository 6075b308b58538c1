package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A product of CRM, as a row of {@code tds.crm_products}. */
@Table("crm_products")
public record CrmProduct(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String productName,
        @Nullable String productCode,
        @From("Product_Active") @Nullable Boolean active,
        @Nullable BigDecimal unitPrice,
        @Nullable String manufacturer,
        @From("Product_Category") @Nullable String category,
        @Nullable String usageUnit,
        @From("Vendor_Name") @Lookup @Nullable String vendorId,
        @Nullable @LongText String description,
        @Nullable @Lookup String ownerId,
        @Nullable @Lookup String createdById,
        @Nullable @Lookup String modifiedById,
        @Nullable Json tags,
        @Nullable Instant lastActivityAt,
        @Nullable String currency,
        @Nullable BigDecimal exchangeRate,
        @Nullable Json customFields)
        implements CrmRow {

    /** What CRM lists is a row. */
    @Component
    static final class CrmProductTranslation extends CrmTranslation {
        CrmProductTranslation() {
            super("zoho-crm-product", CrmProduct.class);
        }
    }
}
