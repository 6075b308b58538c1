package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.source.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups of items, composite items and locations, as lists have them. */
class CatalogueTranslationsTests {

    @Test
    void attributesHaveANameOrAPlace() {
        var group = (ProductGroup) SampleRecords.documents(new ProductGroup.ProductGroupTranslation())
                .translate(SampleRecords.of("{\"group_id\": \"1\", \"attribute_name1\": \"Colour\", \"attributes\":"
                        + " [{\"name\": \"Color\"}, {\"name\": \"Size\"}]}"))
                .row();

        assertThat(group.attributeName1()).isEqualTo("Colour");
        assertThat(group.attributeName2()).isEqualTo("Size");
        assertThat(group.attributeName3()).isNull();
    }

    @Test
    void componentsWithoutAnIdAreKnownByTheirPlace() {
        String composite = "{\"composite_item_id\": \"7\", \"name\": \"Kit\", \"last_modified_time\":"
                + " \"2025-05-02T09:00:00+0200\"%s}";
        var details = SampleRecords.documents(new CompositeItem.CompositeItemTranslation());

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
}
