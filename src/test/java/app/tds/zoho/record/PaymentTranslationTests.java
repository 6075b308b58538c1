package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.source.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentTranslationTests {

    private final Payment.PaymentTranslation translation = new Payment.PaymentTranslation();

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
        var detailed = SampleRecords.documents(new Payment.PaymentTranslation()).translate(SampleRecords.of("""
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
        assertThat(SampleRecords.documents(new Payment.PaymentTranslation())
                        .translate(SampleRecords.of("{\"payment_id\": \"1\"}"))
                        .children())
                .isEmpty();
        assertThat(SampleRecords.documents(new Payment.PaymentTranslation())
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
