package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.Invoice;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvoiceTranslationTests {

    private final InvoiceTranslation translation = new InvoiceTranslation();

    @Test
    void draftIsInvoice() {
        assertThat(translation.translate(SampleRecords.record("books-invoices-list.json", "invoices", 0)))
                .isEqualTo(new Translated(
                        new Invoice(
                                "5107440000000220021",
                                Instant.parse("2025-06-12T10:00:00Z"),
                                Instant.parse("2025-06-12T10:00:00Z"),
                                "INV-000043",
                                null,
                                "draft",
                                "draft",
                                "invoice",
                                LocalDate.parse("2025-06-12"),
                                LocalDate.parse("2025-06-27"),
                                null,
                                null,
                                "5107440000000101001",
                                "Nordwind Touristik GmbH",
                                "Nordwind Touristik GmbH",
                                "einkauf@nordwind.example",
                                null,
                                "Germany",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("142.56"),
                                new BigDecimal("142.56"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                null,
                                "direct_sales",
                                null,
                                "Client",
                                "renewal",
                                null,
                                "Mara Lindqvist",
                                false,
                                false,
                                0,
                                null,
                                null),
                        List.of()));
    }

    @Test
    void partiallyPaidIsInvoice() {
        assertThat(translation.translate(SampleRecords.record("books-invoices-list.json", "invoices", 1)))
                .isEqualTo(new Translated(
                        new Invoice(
                                "5107440000000220001",
                                Instant.parse("2025-06-11T14:38:50Z"),
                                Instant.parse("2025-06-12T06:15:40Z"),
                                "INV-000042",
                                "PO-4471",
                                "partially_paid",
                                "partially_paid",
                                "invoice",
                                LocalDate.parse("2025-06-11"),
                                LocalDate.parse("2025-06-26"),
                                null,
                                LocalDate.parse("2025-06-12"),
                                "5107440000000101001",
                                "Nordwind Touristik GmbH",
                                "Nordwind Touristik GmbH",
                                "einkauf@nordwind.example",
                                null,
                                "Germany",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("503.37"),
                                new BigDecimal("303.37"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                "5107440000000044762",
                                "Tomas Riedel",
                                "direct_sales",
                                null,
                                "Client",
                                "renewal",
                                null,
                                "Mara Lindqvist",
                                true,
                                false,
                                0,
                                null,
                                null),
                        List.of()));
    }

    @Test
    void voidIsInvoice() {
        assertThat(translation.translate(SampleRecords.record("books-invoices-list.json", "invoices", 4)))
                .isEqualTo(new Translated(
                        new Invoice(
                                "5107440000000220041",
                                Instant.parse("2025-04-22T13:00:00Z"),
                                Instant.parse("2025-04-23T06:00:00Z"),
                                "INV-000039",
                                null,
                                "void",
                                "void",
                                "invoice",
                                LocalDate.parse("2025-04-22"),
                                LocalDate.parse("2025-04-22"),
                                null,
                                null,
                                "5107440000000101003",
                                "Ilse Brandt",
                                null,
                                "ilse.brandt@mail.example",
                                null,
                                "Germany",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("71.28"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                null,
                                "direct_sales",
                                null,
                                "Client",
                                "renewal",
                                null,
                                "Mara Lindqvist",
                                true,
                                false,
                                0,
                                null,
                                null),
                        List.of()));
    }

    @Test
    void organizationsWithoutLocationsHaveBranches() {
        var translated = translation.translate(SampleRecords.of("""
                {"invoice_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "location_id": "",
                 "branch_id": "7", "branch_name": "Basra"}
                """));

        assertThat((Invoice) translated.row())
                .extracting(Invoice::locationId, Invoice::locationName)
                .containsExactly("7", "Basra");
    }

    @Test
    void zeroDayIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of("""
                        {"invoice_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "due_date": "0000-00-00"}
                        """)))
                .withMessage("due_date: \"0000-00-00\" is not a day (yyyy-MM-dd, years 0001 to 9999):"
                        + " correct it in Zoho");
    }
}
