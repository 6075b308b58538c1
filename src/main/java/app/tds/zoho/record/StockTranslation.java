package app.tds.zoho.record;

import app.tds.mirror.StockLevel;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The stock figures of a Zoho item are its level in the whole organization; services have none. */
@Component
class StockTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-stock";
    }

    @Override
    public Optional<String> sideOf() {
        return Optional.of("zoho-product");
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(StockLevel.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new StockLevel(
                zoho.id("item_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.id("item_id"),
                "",
                zoho.amount("stock_on_hand"),
                zoho.amount("available_stock"),
                zoho.amount("actual_available_stock"));
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new ProductDetails());
    }
}
