package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the details of an item say, as columns of {@code tds.products}.
 *
 * @param categoryId null if it has none
 * @param pricebookRate the sales price from the price list in force
 * @param length in {@code dimensionUnit}, as are width and height
 * @param customFields the organization's own fields by API name
 */
@Table("products")
public record ProductDetail(
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
        @Nullable String categoryId,
        @Nullable String categoryName,
        @Nullable String upc,
        @Nullable String ean,
        @Nullable String isbn,
        @Nullable String partNumber,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal purchaseRate,
        @Nullable BigDecimal pricebookRate,
        @Nullable String purchaseDescription,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable String purchaseAccountId,
        @Nullable String purchaseAccountName,
        @Nullable String inventoryAccountId,
        @Nullable String inventoryAccountName,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @Nullable Boolean canBeSold,
        @Nullable Boolean canBePurchased,
        @Nullable Boolean isReturnable,
        @Nullable Boolean showInStorefront,
        @Nullable Boolean trackInventory,
        @Nullable Boolean trackBatchNumber,
        @Nullable Boolean trackSerialNumber,
        @Nullable BigDecimal reorderLevel,
        @Nullable BigDecimal minimumOrderQuantity,
        @Nullable BigDecimal maximumOrderQuantity,
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
