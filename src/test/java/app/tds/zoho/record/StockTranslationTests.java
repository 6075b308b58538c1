package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.StockLevel;
import app.tds.source.Translation.Translated;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockTranslationTests {

    private final StockTranslation translation = new StockTranslation();

    @Test
    void itemHasAStockLevel() {
        assertThat(translation.translate(SampleRecords.record("inventory-items-list.json", "items", 0)))
                .isEqualTo(new Translated(
                        new StockLevel(
                                "5107440000000090011",
                                Instant.parse("2024-03-04T08:12:44Z"),
                                Instant.parse("2025-06-11T14:40:05Z"),
                                "5107440000000090011",
                                "",
                                new BigDecimal("38.0"),
                                new BigDecimal("38.0"),
                                new BigDecimal("40.0")),
                        List.of()));
    }

    @Test
    void serviceHasNoFigures() {
        assertThat(translation.translate(SampleRecords.record("inventory-items-list.json", "items", 3)))
                .isEqualTo(new Translated(
                        new StockLevel(
                                "5107440000000090017",
                                Instant.parse("2024-03-06T14:22:10Z"),
                                Instant.parse("2024-03-06T14:22:10Z"),
                                "5107440000000090017",
                                "",
                                null,
                                null,
                                null),
                        List.of()));
    }
}
