package app.tds.zoho.record;

import app.tds.mirror.CompositeItem;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho composite item is a product that consists of others. */
@Component
class CompositeItemTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-compositeitem";
    }

    @Override
    public Optional<String> sideOf() {
        return Optional.of("zoho-product");
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(CompositeItem.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = ZohoRecord.detail(record);
        TdsRow row = new CompositeItem(
                zoho.id("composite_item_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("name"),
                zoho.text("sku"),
                zoho.code("status"),
                zoho.code("combo_type"),
                zoho.code("item_type"),
                zoho.code("product_type"),
                zoho.text("unit"),
                zoho.longText("description"),
                zoho.amount("rate"),
                zoho.amount("purchase_rate"),
                zoho.customFieldsOfDetails("custom_fields"));
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new CompositeItemDetails());
    }
}
