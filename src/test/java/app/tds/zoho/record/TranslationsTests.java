package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.tds.source.Translation;
import app.tds.source.Unusable;
import app.tds.zoho.record.Contact.Customer;
import app.tds.zoho.record.Contact.Vendor;
import app.tds.zoho.record.Stock.StockLevel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all translations have in common. */
class TranslationsTests {

    private static final String REQUIRED =
            "\"item_id\": 5107440000000090011, \"contact_id\": \"5107440000000090011\", \"invoice_id\":"
                    + " \"5107440000000090011\", \"bill_id\": \"5107440000000090011\", \"salesorder_id\":"
                    + " \"5107440000000090011\", \"payment_id\": \"5107440000000090011\", \"creditnote_id\":"
                    + " \"5107440000000090011\", \"group_id\": \"5107440000000090011\", \"location_id\":"
                    + " \"5107440000000090011\", \"composite_item_id\": \"5107440000000090011\", \"name\": \"N\", \"contact_name\": \"N\", \"contact_type\": \"vendor\"";

    static Stream<Translation> translations() {
        return Stream.concat(
                whoseRecordsAreDated(),
                Stream.of(
                        new Payment.PaymentTranslation(),
                        new CreditNote.CreditNoteTranslation(),
                        new ProductGroup.ProductGroupTranslation(),
                        new Location.LocationTranslation()));
    }

    /** Zoho always says when their records were modified. */
    static Stream<Translation> whoseRecordsAreDated() {
        return Stream.of(
                new Product.ProductTranslation(),
                new Stock.StockTranslation(),
                new Contact.ContactTranslation(),
                new Invoice.InvoiceTranslation(),
                new Bill.BillTranslation(),
                new SalesOrder.SalesOrderTranslation(),
                new CompositeItem.CompositeItemTranslation());
    }

    @Test
    void jobFilesKnowThemByName() {
        assertThat(translations())
                .extracting(Translation::name, Translation::rows)
                .containsExactly(
                        tuple("zoho-product", Set.of(Product.class)),
                        tuple("zoho-stock", Set.of(StockLevel.class)),
                        tuple("zoho-contact", Set.of(Customer.class, Vendor.class)),
                        tuple("zoho-invoice", Set.of(Invoice.class)),
                        tuple("zoho-bill", Set.of(Bill.class)),
                        tuple("zoho-salesorder", Set.of(SalesOrder.class)),
                        tuple("zoho-compositeitem", Set.of(CompositeItem.class)),
                        tuple("zoho-payment", Set.of(Payment.class)),
                        tuple("zoho-creditnote", Set.of(CreditNote.class)),
                        tuple("zoho-itemgroup", Set.of(ProductGroup.class)),
                        tuple("zoho-location", Set.of(Location.class)));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void identityAndModificationAreEnough(Translation translation) {
        var translated = translation.translate(
                SampleRecords.of("{" + REQUIRED + ", \"last_modified_time\": \"2025-06-11T16:40:05+0300\"}"));

        assertThat(translated.row().sourceId()).isEqualTo("5107440000000090011");
        assertThat(translated.row().sourceModifiedAt()).isEqualTo("2025-06-11T13:40:05Z");
        assertThat(translated.row().sourceCreatedAt()).isNull();
        assertThat(translated.remarks()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void recordWithoutIdentityIsUnusable(Translation translation) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of(
                        "{\"contact_type\": \"customer\", \"last_modified_time\": \"2025-06-11T16:40:05+0300\"}")))
                .withMessageContaining("_id: missing; ");
    }

    @ParameterizedTest
    @MethodSource("whoseRecordsAreDated")
    void recordWithoutModificationIsUnusable(Translation translation) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of("{" + REQUIRED + "}")))
                .withMessageStartingWith("last_modified_time: missing; ")
                .satisfies(it -> assertThat(it.field()).isEqualTo("last_modified_time"));
    }
}
