package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that is sold or bought, as a row of {@code tds.products}.
 *
 * @param rate sales price of one unit in the organization's currency
 * @param purchaseRate purchase price of one unit in the organization's currency
 * @param upc text, because of leading zeros
 * @param taxPercentage 19 means 19 %
 * @param reorderLevel stock at which it should be ordered again
 * @param length in {@code dimensionUnit}, as are width and height
 * @param attributeName1 in what the variants of the group differ, such as Colour
 * @param attributeOptionName1 which of them this one is, such as Green
 * @param customFields the organization's own fields by API name
 */
@Table("products")
public record Product(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        String name,
        @Nullable String sku,
        @Nullable String status,
        @Nullable String itemType,
        @Nullable String productType,
        @Nullable Boolean isComboProduct,
        @Nullable String unit,
        @Nullable String description,
        @Nullable String brand,
        @Nullable String manufacturer,
        @Nullable String categoryName,
        @Nullable String upc,
        @Nullable String ean,
        @Nullable String isbn,
        @Nullable String partNumber,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal purchaseRate,
        @Nullable String purchaseDescription,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable String purchaseAccountId,
        @Nullable String purchaseAccountName,
        @Nullable Boolean canBeSold,
        @Nullable Boolean canBePurchased,
        @Nullable Boolean isReturnable,
        @Nullable Boolean showInStorefront,
        @Nullable Boolean trackInventory,
        @Nullable BigDecimal reorderLevel,
        @Nullable String groupId,
        @Nullable String groupName,
        @Nullable String attributeName1,
        @Nullable String attributeOptionName1,
        @Nullable String attributeName2,
        @Nullable String attributeOptionName2,
        @Nullable String attributeName3,
        @Nullable String attributeOptionName3,
        @Nullable BigDecimal length,
        @Nullable BigDecimal width,
        @Nullable BigDecimal height,
        @Nullable String dimensionUnit,
        @Nullable BigDecimal weight,
        @Nullable String weightUnit,
        @Nullable String imageName,
        @Nullable String imageDocumentId,
        @Nullable String source,
        @Nullable Json customFields)
        implements TdsRow {}
