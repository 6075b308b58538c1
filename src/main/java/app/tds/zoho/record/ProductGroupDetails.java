package app.tds.zoho.record;

import app.tds.mirror.ProductGroupDetail;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of a Zoho item group are a group of products with all its attributes. */
final class ProductGroupDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of();
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new ProductGroupDetail(
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
                attribute(zoho, 1),
                attribute(zoho, 2),
                attribute(zoho, 3),
                zoho.text("image_name"),
                zoho.code("source"),
                zoho.customFieldsOfDetails("custom_fields"));
        return new Detailed(row, List.of(), zoho.remarks());
    }

    /** Under a name of its own, else by its place. */
    private static @Nullable String attribute(ZohoRecord zoho, int number) {
        String name = zoho.text("attribute_name" + number);
        List<ZohoRecord> attributes = Objects.requireNonNullElse(zoho.list("attributes"), List.<ZohoRecord>of());
        return name == null && number <= attributes.size()
                ? attributes.get(number - 1).text("name")
                : name;
    }
}
