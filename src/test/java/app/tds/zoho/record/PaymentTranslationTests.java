package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.mirror.Payment;
import app.tds.mirror.PaymentAllocation;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentTranslationTests {

    private final PaymentTranslation translation = new PaymentTranslation();

    @Test
    void paymentOfAnInvoiceIsPayment() {
        assertThat(translation.translate(
                        SampleRecords.record("books-customerpayments-list.json", "customerpayments", 0)))
                .isEqualTo(new Translated(
                        new Payment(
                                "5107440000000250001",
                                Instant.parse("2025-06-12T06:15:40Z"),
                                Instant.parse("2025-06-12T06:15:40Z"),
                                "17",
                                "INV-000042",
                                "TRX-9001",
                                LocalDate.parse("2025-06-12"),
                                "Bank Transfer",
                                "Invoice Payment",
                                "success",
                                null,
                                "5107440000000101001",
                                "Nordwind Touristik GmbH",
                                "EUR",
                                new BigDecimal("200.0"),
                                new BigDecimal("200.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                null,
                                null,
                                new BigDecimal("0.0"),
                                "5107440000000000358",
                                "Bank",
                                false,
                                null,
                                null,
                                null,
                                "direct_sales",
                                null,
                                null,
                                null,
                                null,
                                null),
                        List.of()));
    }

    @Test
    void zohoMayNotSayWhenItWasModified() {
        var translated =
                translation.translate(SampleRecords.of("{\"payment_id\": \"1\", \"last_modified_time\": \"\"}"));

        assertThat(translated.row().sourceModifiedAt()).isNull();
    }

    @Test
    void theNumbersOfManyInvoicesAreKeptWhole() {
        String many = "INV-000001, ".repeat(500) + "INV-000501";
        var translated = translation.translate(SampleRecords.of(
                "{\"payment_id\": \"1\", \"invoice_numbers\": \"" + many + "\", \"invoice_number\": \"INV-9\"}"));

        assertThat((Payment) translated.row())
                .extracting(Payment::invoiceNumbers)
                .isEqualTo(many);
    }

    @Test
    void theDocumentedNameOfTheInvoicesNumberIsReadToo() {
        var translated = translation.translate(SampleRecords.of("""
                {"payment_id": "1", "invoice_numbers": "", "invoice_number": "INV-9",
                 "gateway_transaction_id": "ch_3Q", "branch_id": "7", "branch_name": "Basra"}
                """));

        assertThat((Payment) translated.row())
                .extracting(
                        Payment::invoiceNumbers,
                        Payment::gatewayTransactionId,
                        Payment::locationId,
                        Payment::locationName)
                .containsExactly("INV-9", "ch_3Q", "7", "Basra");
    }

    @Test
    void detailsMayCallTheModificationTimeByItsOtherNameAndLackTheIdOfAPart() {
        var detailed = new PaymentDetails().translate(SampleRecords.of("""
                {"payment_id": "1", "last_modified_time": "", "updated_time": "2025-06-12T08:15:40+0200",
                 "invoices": [{"invoice_id": "7", "amount_applied": 3}, {"invoice_payment_id": "9", "amount_applied": 4}]}
                """));

        assertThat(detailed.row().sourceModifiedAt()).isEqualTo("2025-06-12T06:15:40Z");
        assertThat(detailed.children())
                .singleElement()
                .satisfies(set -> assertThat(((ChildSet<?>) set).rows())
                        .extracting(it -> ((PaymentAllocation) it).sourceId())
                        .containsExactly("1/1", "9"));
    }

    @Test
    void detailsThatSayNothingOfInvoicesLeaveWhatIsKnown() {
        assertThat(new PaymentDetails()
                        .translate(SampleRecords.of("{\"payment_id\": \"1\"}"))
                        .children())
                .isEmpty();
        assertThat(new PaymentDetails()
                        .translate(SampleRecords.of("{\"payment_id\": \"1\", \"invoices\": \"\"}"))
                        .children())
                .containsExactly(new ChildSet<>(PaymentAllocation.class, List.of()));
    }

    @Test
    void unreadableAmountIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(
                        () -> translation.translate(SampleRecords.of("{\"payment_id\": \"1\", \"amount\": \"12,50\"}")))
                .satisfies(it -> assertThat(it.field()).isEqualTo("amount"));
    }
}
