package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.SalesOrder;
import app.tds.source.Translation.Translated;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalesOrderTranslationTests {

    private final SalesOrderTranslation translation = new SalesOrderTranslation();

    @Test
    void draftIsSalesOrder() {
        assertThat(translation.translate(SampleRecords.record("inventory-salesorders-list.json", "salesorders", 0)))
                .isEqualTo(new Translated(
                        new SalesOrder(
                                "5107440000000210011",
                                Instant.parse("2025-06-12T09:00:00Z"),
                                Instant.parse("2025-06-12T09:00:00Z"),
                                "SO-00018",
                                null,
                                "draft",
                                "draft",
                                "draft",
                                null,
                                null,
                                null,
                                LocalDate.parse("2025-06-12"),
                                null,
                                null,
                                "5107440000000101003",
                                "Ilse Brandt",
                                null,
                                "ilse.brandt@mail.example",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("59.9"),
                                new BigDecimal("71.28"),
                                new BigDecimal("71.28"),
                                new BigDecimal("71.28"),
                                new BigDecimal("0.0"),
                                new BigDecimal("1.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                null,
                                null,
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                null,
                                "direct_sales",
                                "Client",
                                false,
                                false,
                                false,
                                false,
                                null),
                        List.of()));
    }

    @Test
    void invoicedOrderIsSalesOrder() {
        assertThat(translation.translate(SampleRecords.record("inventory-salesorders-list.json", "salesorders", 1)))
                .isEqualTo(new Translated(
                        new SalesOrder(
                                "5107440000000210001",
                                Instant.parse("2025-06-10T07:30:12Z"),
                                Instant.parse("2025-06-11T14:40:05Z"),
                                "SO-00017",
                                "PO-4471",
                                "invoiced",
                                "invoiced",
                                "confirmed",
                                "invoiced",
                                "partially_paid",
                                "pending",
                                LocalDate.parse("2025-06-10"),
                                LocalDate.parse("2025-06-18"),
                                null,
                                "5107440000000101001",
                                "Nordwind Touristik GmbH",
                                "Nordwind Touristik GmbH",
                                "einkauf@nordwind.example",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("423.0"),
                                new BigDecimal("503.37"),
                                new BigDecimal("503.37"),
                                new BigDecimal("303.37"),
                                new BigDecimal("503.37"),
                                new BigDecimal("3.0"),
                                new BigDecimal("3.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                null,
                                null,
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                "Tomas Riedel",
                                "direct_sales",
                                "Client",
                                false,
                                false,
                                false,
                                false,
                                null),
                        List.of()));
    }

    @Test
    void rowsOfBooksLackQuantities() {
        var translated = translation.translate(SampleRecords.record("books-salesorders-list.json", "salesorders", 1));

        assertThat(translated.row()).isInstanceOfSatisfying(SalesOrder.class, order -> {
            assertThat(order.salesorderNumber()).isEqualTo("SO-00017");
            assertThat(order.total()).isEqualTo("503.37");
            assertThat(order.quantity()).isNull();
            assertThat(order.shippedStatus()).isNull();
        });
    }
}
