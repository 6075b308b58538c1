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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A group of items that are variants of each other, as a row of {@code tds.product_groups}; which items are in it, the items
 * say themselves.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param attributeName1 in which its items differ, as are the others
 * @param customFields the organization's own fields by API name
 */
@Table("product_groups")
public record ProductGroup(
        @From("group_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Nullable String groupName,
        @Code @Nullable String status,
        @Code @IfSaid(DOCUMENT) @Nullable String productType,
        @Nullable String unit,
        @LongText @Nullable String description,
        @Nullable String brand,
        @Nullable String manufacturer,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Percentage @Nullable BigDecimal taxPercentage,
        @Nullable String attributeName1,
        @IfSaid(LIST) @Nullable String attributeName2,
        @IfSaid(LIST) @Nullable String attributeName3,
        @Nullable String imageName,
        @Code @Nullable String source,
        @OnlyIn(DOCUMENT) @Nullable String unitId,
        @Code @IfSaid(LIST) @Nullable String taxType,
        @OnlyIn(DOCUMENT) @Nullable String taxExemptionId,
        @OneLine @IfSaid(LIST) @Nullable String attributeId1,
        @OneLine @OnlyIn(DOCUMENT) @Nullable String attributeId2,
        @OneLine @OnlyIn(DOCUMENT) @Nullable String attributeId3,
        @OnlyIn(DOCUMENT) @Nullable Json attributes,
        @IfSaid(LIST) @Nullable String imageId,
        @Code @IfSaid(LIST) @Nullable String imageType,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    static @Nullable Json attributes(ZohoRecord zoho) {
        return zoho.json("attributes");
    }

    static @Nullable String attributeName1(ZohoRecord zoho) {
        return attribute(zoho, 1);
    }

    static @Nullable String attributeName2(ZohoRecord zoho) {
        return attribute(zoho, 2);
    }

    static @Nullable String attributeName3(ZohoRecord zoho) {
        return attribute(zoho, 3);
    }

    /** Under a name of its own, else by its place. */
    private static @Nullable String attribute(ZohoRecord zoho, int number) {
        String name = zoho.text("attribute_name" + number);
        List<ZohoRecord> attributes = Objects.requireNonNullElse(zoho.list("attributes"), List.<ZohoRecord>of());
        return name == null && number <= attributes.size()
                ? attributes.get(number - 1).text("name")
                : name;
    }

    /** A Zoho item group is a group of products. */
    @Component
    static final class ProductGroupTranslation extends ZohoTranslation {
        ProductGroupTranslation() {
            super("zoho-itemgroup", Rows.of(ProductGroup.class), List.of(ProductParts.GROUP_ITEMS));
        }

        @Override
        ZohoRecord listed(SourceRecord record) {
            return ZohoRecord.detail(record);
        }
    }
}
