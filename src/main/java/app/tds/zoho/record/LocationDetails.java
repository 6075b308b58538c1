package app.tds.zoho.record;

import app.tds.mirror.LocationDetail;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.List;
import java.util.Set;

/** The details of a Zoho location are a location. */
final class LocationDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of();
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        ZohoRecord address = LocationTranslation.address(zoho);
        var row = new LocationDetail(
                LocationTranslation.id(zoho),
                zoho.instant("created_time"),
                zoho.instant("last_modified_time"),
                zoho.text("location_name", "warehouse_name"),
                zoho.code("type"),
                zoho.optionalId("parent_location_id"),
                LocationTranslation.isPrimary(zoho),
                LocationTranslation.isActive(zoho),
                address.text("attention"),
                LocationTranslation.street(zoho, 1),
                LocationTranslation.street(zoho, 2),
                address.text("city"),
                address.text("state"),
                address.code("state_code"),
                address.text("zip"),
                address.text("country"),
                zoho.text("phone"),
                zoho.text("email"),
                zoho.text("website"));
        return new Detailed(row, List.of(), zoho.remarks());
    }
}
