package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.CompositeItemComponent;
import app.tds.mirror.CompositeItemDetail;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The details of a Zoho composite item are a product and what it consists of. */
final class CompositeItemDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(CompositeItemComponent.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new CompositeItemDetail(
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
        return new Detailed(
                row,
                List.of(new ChildSet<>(CompositeItemComponent.class, components(zoho, row.sourceId()))),
                zoho.remarks());
    }

    private static List<CompositeItemComponent> components(ZohoRecord zoho, String composite) {
        List<ZohoRecord> items = zoho.list("mapped_items");
        if (items == null) {
            throw new Unusable(
                    "mapped_items", "missing; these are not the details of a composite item: fetch them again");
        }
        List<CompositeItemComponent> components = new ArrayList<>(items.size());
        for (ZohoRecord item : items) {
            int position = components.size() + 1;
            String id = item.optionalId("mapped_item_id", "line_item_id");
            components.add(new CompositeItemComponent(
                    Objects.requireNonNullElse(id, composite + "/" + position),
                    zoho.requiredInstant("last_modified_time"),
                    composite,
                    position,
                    item.optionalId("item_id"),
                    item.text("name"),
                    item.text("sku"),
                    item.text("unit"),
                    item.code("product_type"),
                    item.amount("quantity")));
        }
        return components;
    }
}
