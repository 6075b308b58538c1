package app.tds.zoho.record;

import app.tds.mirror.ProductGroup;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho item group is a group of products; which products are in it, they say themselves. */
@Component
class ProductGroupTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-itemgroup";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(ProductGroup.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = ZohoRecord.detail(record);
        TdsRow row = new ProductGroup(
                zoho.id("group_id"),
                zoho.instant("created_time"),
                zoho.instant("last_modified_time"),
                zoho.text("group_name"),
                zoho.code("status"),
                zoho.code("product_type"),
                zoho.text("unit"),
                zoho.longText("description"),
                zoho.text("brand"),
                zoho.text("manufacturer"),
                zoho.bool("is_taxable"),
                zoho.optionalId("tax_id"),
                zoho.text("tax_name"),
                zoho.percentage("tax_percentage"),
                zoho.text("attribute_name1"),
                zoho.text("attribute_name2"),
                zoho.text("attribute_name3"),
                zoho.text("image_name"),
                zoho.code("source"),
                zoho.customFieldsOfDetails("custom_fields"));
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new ProductGroupDetails());
    }
}
