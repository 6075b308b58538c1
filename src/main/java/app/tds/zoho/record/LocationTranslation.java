package app.tds.zoho.record;

import app.tds.mirror.Location;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A Zoho location is a location, and so is a warehouse of an organization that has no locations yet. */
@Component
class LocationTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-location";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Location.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = ZohoRecord.detail(record);
        ZohoRecord address = address(zoho);
        TdsRow row = new Location(
                id(zoho),
                zoho.instant("created_time"),
                zoho.instant("last_modified_time"),
                zoho.text("location_name", "warehouse_name"),
                zoho.code("type"),
                zoho.optionalId("parent_location_id"),
                isPrimary(zoho),
                isActive(zoho),
                address.text("attention"),
                street(zoho, 1),
                street(zoho, 2),
                address.text("city"),
                address.text("state"),
                address.code("state_code"),
                address.text("zip"),
                address.text("country"),
                zoho.text("phone"),
                zoho.text("email"));
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new LocationDetails());
    }

    private static boolean isWarehouse(ZohoRecord zoho) {
        return zoho.says("warehouse_id");
    }

    static String id(ZohoRecord zoho) {
        return zoho.id(isWarehouse(zoho) ? "warehouse_id" : "location_id");
    }

    static @Nullable Boolean isPrimary(ZohoRecord zoho) {
        return zoho.bool(isWarehouse(zoho) ? "is_primary" : "is_primary_location");
    }

    static @Nullable Boolean isActive(ZohoRecord zoho) {
        if (!isWarehouse(zoho)) {
            return zoho.bool("is_location_active");
        }
        String status = zoho.code("status");
        return status == null ? null : status.equals("active");
    }

    /** A warehouse's is not nested. */
    static ZohoRecord address(ZohoRecord zoho) {
        return isWarehouse(zoho) ? zoho : Objects.requireNonNullElse(zoho.object("address"), zoho);
    }

    static @Nullable String street(ZohoRecord zoho, int line) {
        return isWarehouse(zoho)
                ? zoho.text(line == 1 ? "address" : "address1")
                : address(zoho).text("street_address" + line);
    }
}
