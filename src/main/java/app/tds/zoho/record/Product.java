package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
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
 * An item that is sold or bought, as a row of {@code tds.products}.
 *
 * @param categoryId null if it has none
 * @param rate sales price of one unit in the organization's currency
 * @param purchaseRate purchase price of one unit in the organization's currency
 * @param pricebookRate the sales price from the price list in force
 * @param upc text, because of leading zeros
 * @param taxPercentage 19 means 19 %
 * @param reorderLevel stock at which it should be ordered again
 * @param attributeName1 in what the variants of the group differ, such as Colour
 * @param attributeOptionName1 which of them this one is, such as Green
 * @param length in {@code dimensionUnit}, as are width and height
 * @param customFields the organization's own fields by API name
 */
@Table("products")
public record Product(
        @From("item_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey String name,
        @NaturalKey @Nullable String sku,
        @Code @Nullable String status,
        @Code @Nullable String itemType,
        @Code @Nullable String productType,
        @Nullable Boolean isComboProduct,
        @Nullable String unit,
        @LongText @Nullable String description,
        @Nullable String brand,
        @Nullable String manufacturer,
        @OnlyIn(DOCUMENT) @Nullable String categoryId,
        @Nullable String categoryName,
        @Nullable String upc,
        @Nullable String ean,
        @Nullable String isbn,
        @Nullable String partNumber,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal purchaseRate,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal pricebookRate,
        @LongText @Nullable String purchaseDescription,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Percentage @Nullable BigDecimal taxPercentage,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable String purchaseAccountId,
        @Nullable String purchaseAccountName,
        @OnlyIn(DOCUMENT) @Nullable String inventoryAccountId,
        @OnlyIn(DOCUMENT) @Nullable String inventoryAccountName,
        @OnlyIn(DOCUMENT) @Nullable String vendorId,
        @OnlyIn(DOCUMENT) @Nullable String vendorName,
        @Nullable Boolean canBeSold,
        @Nullable Boolean canBePurchased,
        @Nullable Boolean isReturnable,
        @Nullable Boolean showInStorefront,
        @Nullable Boolean trackInventory,
        @OnlyIn(DOCUMENT) @Nullable Boolean trackBatchNumber,
        @OnlyIn(DOCUMENT) @Nullable Boolean trackSerialNumber,
        @Nullable BigDecimal reorderLevel,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal minimumOrderQuantity,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal maximumOrderQuantity,
        @Nullable String groupId,
        @Nullable String groupName,
        @Nullable String attributeName1,
        @Nullable String attributeOptionName1,
        @Nullable String attributeName2,
        @Nullable String attributeOptionName2,
        @Nullable String attributeName3,
        @Nullable String attributeOptionName3,
        @Within("package_details") @Nullable BigDecimal length,
        @Within("package_details") @Nullable BigDecimal width,
        @Within("package_details") @Nullable BigDecimal height,
        @Within("package_details") @Code @Nullable String dimensionUnit,
        @Within("package_details") @Nullable BigDecimal weight,
        @Within("package_details") @Code @Nullable String weightUnit,
        @Nullable String imageName,
        @Nullable String imageDocumentId,
        @Code @Nullable String source,
        @IfSaid(LIST) @Nullable String zcrmProductId,
        @IfSaid(LIST) @Nullable String unitId,
        @Code @OnlyIn(DOCUMENT) @Nullable String pricingScheme,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal labelRate,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal salesRate,
        @OnlyIn(DOCUMENT) @Nullable Json preferredVendors,
        @OnlyIn(DOCUMENT) @Nullable Json itemTaxPreferences,
        @OnlyIn(DOCUMENT) @Nullable String hsnOrSac,
        @IfSaid(LIST) @Nullable String taxExemptionId,
        @IfSaid(LIST) @Nullable String taxExemptionCode,
        @Code @IfSaid(LIST) @Nullable String imageType,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** The document of an item is a product and its stock at every location. */
    static ZohoDocument document() {
        return new ZohoDocument(
                Rows.of(Product.class),
                List.of(Stock.PROMISED, Stock.AT_LOCATIONS, ProductParts.BRACKETS),
                "package_details",
                "custom_fields");
    }

    /** A Zoho item is a product. */
    @Component
    static final class ProductTranslation extends ZohoTranslation {
        ProductTranslation() {
            super("zoho-product", Rows.of(Product.class), document());
        }
    }
}
