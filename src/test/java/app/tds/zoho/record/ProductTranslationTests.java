package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import org.junit.jupiter.api.Test;

class ProductTranslationTests {

    private final Product.ProductTranslation translation = new Product.ProductTranslation();

    @Test
    void rowsOfBooksLackGroupsAndTheStorefront() {
        var translated = translation.translate(SampleRecords.record("books-items-list.json", "items", 0));

        assertThat(translated.row()).isInstanceOfSatisfying(Product.class, product -> {
            assertThat(product.sku()).isEqualTo("TNT-2P-GRN");
            assertThat(product.groupId()).isNull();
            assertThat(product.showInStorefront()).isNull();
        });
    }

    @Test
    void percentageMayCarryItsSign() {
        var translated = translation.translate(SampleRecords.of("""
                {"item_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "name": "Tent", "tax_percentage": "19%"}
                """));

        assertThat(((Product) translated.row()).taxPercentage()).isEqualTo("19");
    }

    @Test
    void itemWithoutNameIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of("""
                        {"item_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "name": ""}
                        """)))
                .withMessageStartingWith("name: missing; ");
    }

    @Test
    void nulInANameIsRemovedAndRemarked() {
        var translated = translation.translate(SampleRecords.of("""
                {"item_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "name": "Te\\u0000nt"}
                """));

        assertThat(((Product) translated.row()).name()).isEqualTo("Tent");
        assertThat(translated.remarks()).containsExactly(new Remark("name", "1 NUL character removed"));
    }
}
