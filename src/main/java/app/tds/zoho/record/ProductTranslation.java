package app.tds.zoho.record;

import app.tds.mirror.Product;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho item is a product. */
@Component
class ProductTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-product";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Product.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new Product(
                zoho.id("item_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("name"),
                zoho.text("sku"),
                zoho.code("status"),
                zoho.code("item_type"),
                zoho.code("product_type"),
                zoho.bool("is_combo_product"),
                zoho.text("unit"),
                zoho.longText("description"),
                zoho.text("brand"),
                zoho.text("manufacturer"),
                zoho.text("category_name"),
                zoho.text("upc"),
                zoho.text("ean"),
                zoho.text("isbn"),
                zoho.text("part_number"),
                zoho.amount("rate"),
                zoho.amount("purchase_rate"),
                zoho.longText("purchase_description"),
                zoho.bool("is_taxable"),
                zoho.optionalId("tax_id"),
                zoho.text("tax_name"),
                zoho.percentage("tax_percentage"),
                zoho.optionalId("account_id"),
                zoho.text("account_name"),
                zoho.optionalId("purchase_account_id"),
                zoho.text("purchase_account_name"),
                zoho.bool("can_be_sold"),
                zoho.bool("can_be_purchased"),
                zoho.bool("is_returnable"),
                zoho.bool("show_in_storefront"),
                zoho.bool("track_inventory"),
                zoho.amount("reorder_level"),
                zoho.optionalId("group_id"),
                zoho.text("group_name"),
                zoho.text("attribute_name1"),
                zoho.text("attribute_option_name1"),
                zoho.text("attribute_name2"),
                zoho.text("attribute_option_name2"),
                zoho.text("attribute_name3"),
                zoho.text("attribute_option_name3"),
                zoho.amount("length"),
                zoho.amount("width"),
                zoho.amount("height"),
                zoho.code("dimension_unit"),
                zoho.amount("weight"),
                zoho.code("weight_unit"),
                zoho.text("image_name"),
                zoho.optionalId("image_document_id"),
                zoho.code("source"),
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new ProductDetails());
    }
}
