package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.tds.Entities;
import app.tds.mirror.ChildSet;
import app.tds.mirror.Json;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.DetailTranslation.Detailed;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import app.tds.zoho.record.ContactParts.Address;
import app.tds.zoho.record.ContactParts.ContactPerson;
import app.tds.zoho.record.Stock.StockAtLocation;
import app.tds.zoho.record.Stock.StockPromised;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What documents may lack, repeat or get wrong. */
class DetailTranslationTests {

    private static final String INVOICE = "\"invoice_id\": \"7\", \"last_modified_time\": \"2025-01-01T00:00:00Z\"";
    private static final String CONTACT = "\"contact_id\": \"7\", \"contact_name\": \"N\", \"contact_type\":"
            + " \"vendor\", \"last_modified_time\": \"2025-01-01T00:00:00Z\"";
    private static final String ITEM =
            "\"item_id\": \"7\", \"name\": \"N\", \"last_modified_time\": \"2025-01-01T00:00:00Z\"";

    @Test
    void everyListWhoseDocumentsAreReadKnowsWhatTheyMean() {
        assertThat(Entities.all().stream().filter(it -> it.job().details() != null))
                .isNotEmpty()
                .allMatch(it -> it.translation().details().isPresent());
    }

    @Test
    void headingIsALineWithoutItem() {
        var detailed = invoice("""
                "line_items": [
                  {"line_item_category": "header", "header_name": "Tents", "item_id": "", "rate": "", "quantity": ""},
                  {"line_item_id": "8", "item_id": "9", "quantity": "2", "item_order": 5}]
                """);

        assertThat(children(detailed, InvoiceLine.class))
                .extracting(
                        InvoiceLine::sourceId,
                        InvoiceLine::lineNumber,
                        InvoiceLine::lineItemCategory,
                        InvoiceLine::headerName,
                        InvoiceLine::itemId,
                        InvoiceLine::quantity)
                .containsExactly(
                        tuple("7/1", 1, "header", "Tents", null, null),
                        tuple("8", 5, null, null, "9", new BigDecimal("2")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{}, {"quantity": "two"}]          | line_items[1].quantity: "two" is not a number: correct it in Zoho
            [{"rate": {"a": 1}}]               | line_items[0].rate: an object where a single value is expected
            [7]                                | line_items[0]: a single value where an object is expected
            {"a": 1}                           | line_items: an object where an array is expected
            "none"                             | line_items: a single value where an array is expected
            [{"item_custom_fields": [[1]]}]    | line_items[0].item_custom_fields[0]: an array where an object is expected
            """)
    void whatIsWrongIsNamedByItsPath(String lines, String message) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> invoice("\"line_items\": " + lines))
                .withMessageStartingWith(message);
    }

    @Test
    void twoLinesWithOneIdAndACustomFieldWithoutNameAreRemarked() {
        var detailed = invoice("""
                "line_items": [{"line_item_id": "8", "quantity": 1}, {"line_item_id": "8", "quantity": 2},
                  {"line_item_id": "9"}], "custom_fields": [{"label": "Season", "value": "Summer"}, {"value": ""}]
                """);

        assertThat(detailed.remarks())
                .containsExactly(
                        new Remark("custom_fields[0].api_name", "missing: the value is in no column"),
                        new Remark(
                                "invoice_lines 8",
                                "2 parts of the document have this id, and one row is kept: look at them in Zoho"));
    }

    @Test
    void aListThatNobodyReadsIsRemarkedOnceWithItsPath() {
        var detailed = invoice("""
                "line_items": [{"line_item_id": "8", "batches": [{"a": 1}]}, {"line_item_id": "9", "batches": [{"a": 1}]}],
                "unheard_of": [{"a": 1}], "nothing_in_it": [], "names": ["a"],
                "nested\\u0007": {"deeper": [{"a": 1}, {"a": 2}]}, "billing_address": {"lines": [{"a": 1}]}
                """);

        assertThat(detailed.remarks())
                .extracting(Remark::field, it -> it.text().replaceAll(" of which.*", ""))
                .containsExactly(
                        tuple("line_items[].batches", "2 entries"),
                        tuple("unheard_of", "1 entry"),
                        tuple("nested\uFFFD.deeper", "2 entries"));
    }

    @Test
    void anAllocationThatNamesNoInvoiceOrNoAmountIsKeptWithARemark() {
        var detailed =
                translate(SampleRecords.documents(new Payment.PaymentTranslation()), "\"payment_id\": \"7\"", """
                "invoices": [{"invoice_payment_id": "8", "invoice_id": "", "amount_applied": 5},
                  {"invoice_payment_id": "9", "invoice_id": "3", "amount_applied": ""}]
                """);

        assertThat(children(detailed, PaymentAllocation.class)).hasSize(2);
        assertThat(detailed.remarks())
                .containsExactly(
                        new Remark(
                                "invoices[0].invoice_id",
                                "missing: the row is kept without it; look at the record in Zoho"),
                        new Remark(
                                "invoices[1].amount_applied",
                                "missing: the row is kept without it; look at the record in Zoho"));
    }

    @Test
    void withoutLinesItIsNoDetail() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> invoice("\"total\": 1"))
                .withMessage("line_items: missing; these are not the details of a document: fetch them again");
    }

    @ParameterizedTest
    @CsvSource({"[]", "''", "null", "{}"})
    void aDocumentMayHaveNoLines(String none) {
        var detailed = invoice("\"line_items\": " + (none.isEmpty() ? "\"\"" : none));

        assertThat(detailed.children())
                .as("nothing is said of the document's taxes and orders, which stay as they are known")
                .isEqualTo(List.of(
                        new ChildSet<>(InvoiceLine.class, List.of()),
                        new ChildSet<>(DocumentTaxes.InvoiceLineTax.class, List.of())));
    }

    @Test
    void nulInALineIsRemovedAndRemarked() {
        var detailed = invoice("\"line_items\": [{\"name\": \"Te\\u0000nt\"}]");

        assertThat(children(detailed, InvoiceLine.class).get(0).name()).isEqualTo("Tent");
        assertThat(detailed.remarks()).containsExactly(new Remark("line_items[0].name", "1 NUL character removed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "custom_field_hash": {"cf_a": 1.50, "cf_a_unformatted": 1.5}      | {"cf_a":1.5}
            "custom_field_hash": {}, "custom_fields": [{"api_name": "cf_a", "value": "x"}] | {"cf_a":"x"}
            "cf_a": "x"                                                      | {"cf_a":"x"}
            "custom_field_hash": {}, "custom_fields": [], "cf_customer": "y" |
            """)
    void customFieldsComeInThreeShapes(String sent, String expected) {
        var row = (Invoice) invoice("\"line_items\": [], " + sent).row();

        assertThat(row.customFields()).isEqualTo(expected == null ? null : new Json(expected));
    }

    @Test
    void anAddressIsKeptOnceAndOnlyIfItIsFilledIn() {
        var detailed = translate(SampleRecords.documents(new Contact.ContactTranslation()), CONTACT, """
                "billing_address": {"address_id": "1", "city": "Basra", "zipcode": "61001"},
                "shipping_address": {"address_id": "2", "city": "", "country": ""},
                "addresses": [{"address_id": "1", "city": "Basra"}, {"city": "Erbil"}]
                """);

        assertThat(children(detailed, Address.class))
                .extracting(Address::sourceId, Address::addressType, Address::city, Address::zip)
                .containsExactly(
                        tuple("1", "billing", "Basra", "61001"), tuple("7/additional2", "additional", "Erbil", null));
        assertThat(detailed.children()).<Object>extracting(it -> it.kind()).doesNotContain(ContactPerson.class);
    }

    @Test
    void aContactThatSaysNothingOfPersonsAndAddressesKeepsThem() {
        assertThat(translate(SampleRecords.documents(new Contact.ContactTranslation()), CONTACT, "\"notes\": \"\"")
                        .children())
                .isEmpty();
        assertThat(translate(
                                SampleRecords.documents(new Contact.ContactTranslation()),
                                CONTACT,
                                "\"contact_persons\": [], \"addresses\": []")
                        .children())
                .isEqualTo(List.of(
                        new ChildSet<>(ContactPerson.class, List.of()), new ChildSet<>(Address.class, List.of())));
    }

    @Test
    void aPersonWithoutIdIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translate(
                        SampleRecords.documents(new Contact.ContactTranslation()),
                        CONTACT,
                        "\"contact_persons\": [{}]"))
                .withMessageStartingWith("contact_persons[0].contact_person_id: missing; ");
    }

    @Test
    void stockFiguresMayBeText() {
        var detailed = translate(SampleRecords.documents(new Product.ProductTranslation()), ITEM, """
                "locations": [{"location_id": 8, "location_stock_on_hand": "4.00", "location_committed_stock": ""}]
                """);

        assertThat(children(detailed, StockAtLocation.class)).satisfiesExactly(place -> {
            assertThat(place.sourceId()).isEqualTo("7/8");
            assertThat(place.stockOnHand()).isEqualTo("4.00");
            assertThat(place.committedStock()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "track_inventory": true                                       | false
            "track_inventory": ""                                         | false
            "track_inventory": false                                      | true
            "track_inventory": true, "locations": []                      | true
            "track_inventory": true, "warehouses": [], "locations": ""    | true
            """)
    void noPlacesIsNotTheSameAsNothingSaid(String sent, boolean none) {
        assertThat(translate(SampleRecords.documents(new Product.ProductTranslation()), ITEM, sent)
                        .children())
                .<Object>extracting(it -> it.kind())
                .contains(StockPromised.class)
                .hasSize(none ? 2 : 1);
    }

    private static Detailed invoice(String fields) {
        return translate(SampleRecords.documents(new Invoice.InvoiceTranslation()), INVOICE, fields);
    }

    private static Detailed translate(DetailTranslation translation, String required, String fields) {
        return translation.translate(SampleRecords.of("{" + required + ", " + fields + "}"));
    }

    private static <C extends TdsChild> List<C> children(Detailed detailed, Class<C> kind) {
        return detailed.children().stream()
                .filter(it -> it.kind() == kind)
                .flatMap(it -> it.rows().stream())
                .map(kind::cast)
                .toList();
    }
}
