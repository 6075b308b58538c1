package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.mirror.CompositeItem;
import app.tds.mirror.CompositeItemComponent;
import app.tds.mirror.Location;
import app.tds.mirror.ProductGroup;
import app.tds.mirror.ProductGroupDetail;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups of items, composite items and locations, as lists have them. */
class CatalogueTranslationsTests {

    @Test
    void anItemGroupIsAGroupOfProducts() {
        assertThat(new ProductGroupTranslation()
                        .translate(SampleRecords.record("inventory-itemgroups-list.json", "itemgroups", 0)))
                .isEqualTo(new Translated(
                        new ProductGroup(
                                "5107440000000090001",
                                Instant.parse("2024-03-04T08:12:44Z"),
                                Instant.parse("2025-06-11T14:40:05Z"),
                                "Trail Tent 2P",
                                "active",
                                "goods",
                                "pcs",
                                null,
                                "Kestrel",
                                null,
                                true,
                                "5107440000000041001",
                                "Standard VAT",
                                new BigDecimal("19"),
                                "Colour",
                                null,
                                null,
                                null,
                                "user",
                                null),
                        List.of()));
    }

    @Test
    void attributesHaveANameOrAPlace() {
        var group = (ProductGroupDetail) new ProductGroupDetails()
                .translate(SampleRecords.of("{\"group_id\": \"1\", \"attribute_name1\": \"Colour\", \"attributes\":"
                        + " [{\"name\": \"Color\"}, {\"name\": \"Size\"}]}"))
                .row();

        assertThat(group.attributeName1()).isEqualTo("Colour");
        assertThat(group.attributeName2()).isEqualTo("Size");
        assertThat(group.attributeName3()).isNull();
    }

    @Test
    void aCompositeItemIsOneWhoseComponentsTheDetailsHave() {
        assertThat(new CompositeItemTranslation()
                        .translate(SampleRecords.record("inventory-compositeitems-list.json", "composite_items", 0)))
                .isEqualTo(new Translated(
                        new CompositeItem(
                                "5107440000000090019",
                                Instant.parse("2024-04-02T10:00:00Z"),
                                Instant.parse("2025-05-02T07:00:00Z"),
                                "Weekend Kit",
                                "KIT-WKND",
                                "active",
                                "assembly",
                                "inventory",
                                "goods",
                                "pcs",
                                null,
                                new BigDecimal("229.0"),
                                new BigDecimal("143.7"),
                                null),
                        List.of()));
    }

    @Test
    void componentsWithoutAnIdAreKnownByTheirPlace() {
        String composite = "{\"composite_item_id\": \"7\", \"name\": \"Kit\", \"last_modified_time\":"
                + " \"2025-05-02T09:00:00+0200\"%s}";
        var details = new CompositeItemDetails();

        assertThat(details.translate(SampleRecords.of(
                                composite.formatted(", \"mapped_items\": [{\"item_id\": \"1\", \"quantity\": 2.5},"
                                        + " {\"item_id\": \"2\", \"line_item_id\": \"9\"}]")))
                        .children())
                .singleElement()
                .satisfies(set -> assertThat(((ChildSet<?>) set).rows())
                        .extracting(it -> ((CompositeItemComponent) it).sourceId())
                        .containsExactly("7/1", "9"));
        assertThat(details.translate(SampleRecords.of(composite.formatted(", \"mapped_items\": \"\"")))
                        .children())
                .containsExactly(new ChildSet<>(CompositeItemComponent.class, List.of()));
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> details.translate(SampleRecords.of(composite.formatted(""))))
                .withMessageStartingWith("mapped_items: missing; ");
    }

    @Test
    void aLocationIsALocation() {
        assertThat(new LocationTranslation().translate(SampleRecords.record("locations-list.json", "locations", 1)))
                .isEqualTo(new Translated(
                        new Location(
                                "5107440000000038092",
                                null,
                                null,
                                "Leipzig Warehouse",
                                "line_item_only",
                                "5107440000000038080",
                                false,
                                true,
                                null,
                                "Lagerweg 3",
                                null,
                                "Leipzig",
                                "Sachsen",
                                null,
                                null,
                                "Germany",
                                "+49 30 0000000",
                                "mara@kestrel.example"),
                        List.of()));
    }

    @Test
    void aWarehouseIsALocationToo() {
        assertThat(new LocationTranslation()
                        .translate(SampleRecords.record("warehouses-list.legacy.json", "warehouses", 0)))
                .isEqualTo(new Translated(
                        new Location(
                                "5107440000000038080",
                                null,
                                null,
                                "Berlin Head Office",
                                null,
                                null,
                                true,
                                true,
                                null,
                                "Fabrikstrasse 12",
                                null,
                                "Berlin",
                                "Berlin",
                                null,
                                "10115",
                                "Germany",
                                "+49 30 0000000",
                                "mara@kestrel.example"),
                        List.of()));
    }
}
