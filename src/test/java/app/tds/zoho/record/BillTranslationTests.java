package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.Bill;
import app.tds.source.Translation.Translated;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillTranslationTests {

    private final BillTranslation translation = new BillTranslation();

    @Test
    void openBillIsBill() {
        assertThat(translation.translate(SampleRecords.record("books-bills-list.json", "bills", 0)))
                .isEqualTo(new Translated(
                        new Bill(
                                "5107440000000230001",
                                Instant.parse("2025-06-09T15:20:11Z"),
                                Instant.parse("2025-06-09T15:20:11Z"),
                                "ALP-2211",
                                null,
                                "open",
                                "open",
                                "bill",
                                LocalDate.parse("2025-06-09"),
                                LocalDate.parse("2025-07-09"),
                                "5107440000000102001",
                                "Alpentuch Weberei AG",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                2,
                                new BigDecimal("1338.75"),
                                new BigDecimal("1338.75"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                "Mara Lindqvist",
                                "Mara Lindqvist",
                                null),
                        List.of()));
    }

    @Test
    void paidBillIsBill() {
        assertThat(translation.translate(SampleRecords.record("books-bills-list.json", "bills", 1)))
                .isEqualTo(new Translated(
                        new Bill(
                                "5107440000000230011",
                                Instant.parse("2025-05-06T06:00:00Z"),
                                Instant.parse("2025-06-03T12:00:00Z"),
                                "ALP-2190",
                                null,
                                "paid",
                                "paid",
                                "bill",
                                LocalDate.parse("2025-05-06"),
                                LocalDate.parse("2025-06-05"),
                                "5107440000000102001",
                                "Alpentuch Weberei AG",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                2,
                                new BigDecimal("624.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                "Mara Lindqvist",
                                "Mara Lindqvist",
                                null),
                        List.of()));
    }
}
