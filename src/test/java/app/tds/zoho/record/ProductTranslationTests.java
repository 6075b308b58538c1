package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.Json;
import app.tds.mirror.Product;
import app.tds.source.Translation.Remark;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductTranslationTests {

    private final ProductTranslation translation = new ProductTranslation();

    @Test
    void itemIsProduct() {
        assertThat(translation.translate(SampleRecords.record("inventory-items-list.json", "items", 0)))
                .isEqualTo(new Translated(
                        new Product(
                                "5107440000000090011",
                                Instant.parse("2024-03-04T08:12:44Z"),
                                Instant.parse("2025-06-11T14:40:05Z"),
                                "Trail Tent 2P / Green",
                                "TNT-2P-GRN",
                                "active",
                                "inventory",
                                "goods",
                                false,
                                "pcs",
                                null,
                                "Kestrel",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new BigDecimal("189.0"),
                                new BigDecimal("112.5"),
                                null,
                                true,
                                "5107440000000041001",
                                "Standard VAT",
                                new BigDecimal("19"),
                                "5107440000000000388",
                                "Sales",
                                "5107440000000034003",
                                "Cost of Goods Sold",
                                true,
                                true,
                                true,
                                false,
                                true,
                                new BigDecimal("10.0"),
                                "5107440000000090001",
                                "Trail Tent 2P",
                                "Colour",
                                "Green",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "cm",
                                new BigDecimal("2.4"),
                                "kg",
                                null,
                                null,
                                "user",
                                new Json("{\"cf_season\":\"Summer\"}")),
                        List.of()));
    }

    @Test
    void serviceHasEmptyStringsForNull() {
        assertThat(translation.translate(SampleRecords.record("inventory-items-list.json", "items", 3)))
                .isEqualTo(new Translated(
                        new Product(
                                "5107440000000090017",
                                Instant.parse("2024-03-06T14:22:10Z"),
                                Instant.parse("2024-03-06T14:22:10Z"),
                                "Tent Setup Service",
                                "SRV-SETUP",
                                "active",
                                "sales",
                                "service",
                                false,
                                "h",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new BigDecimal("45.0"),
                                null,
                                null,
                                true,
                                "5107440000000041001",
                                "Standard VAT",
                                new BigDecimal("19"),
                                "5107440000000000388",
                                "Sales",
                                null,
                                null,
                                true,
                                false,
                                false,
                                false,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "cm",
                                null,
                                "kg",
                                null,
                                null,
                                "user",
                                null),
                        List.of()));
    }

    @Test
    void kitIsProduct() {
        assertThat(translation.translate(SampleRecords.record("inventory-items-list.json", "items", 4)))
                .isEqualTo(new Translated(
                        new Product(
                                "5107440000000090019",
                                Instant.parse("2024-04-02T10:00:00Z"),
                                Instant.parse("2025-05-02T07:00:00Z"),
                                "Weekend Kit",
                                "KIT-WKND",
                                "active",
                                "inventory",
                                "goods",
                                true,
                                "pcs",
                                null,
                                "Kestrel",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new BigDecimal("229.0"),
                                new BigDecimal("143.7"),
                                null,
                                true,
                                "5107440000000041001",
                                "Standard VAT",
                                new BigDecimal("19"),
                                "5107440000000000388",
                                "Sales",
                                "5107440000000034003",
                                "Cost of Goods Sold",
                                true,
                                true,
                                true,
                                false,
                                true,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "cm",
                                new BigDecimal("2.4"),
                                "kg",
                                null,
                                null,
                                "user",
                                null),
                        List.of()));
    }

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
