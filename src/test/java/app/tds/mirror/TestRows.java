package app.tds.mirror;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows with few columns, for tests that care how rows are kept and not what they mean. */
public final class TestRows {

    private TestRows() {}

    @Table("invoices")
    public record Invoice(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            @Nullable String invoiceNumber,
            @OnlyIn(LIST) @Nullable String country,
            @IfSaid(LIST) @Nullable String invoiceUrl,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
            @OnlyIn(DOCUMENT) @Nullable String notes,
            @IfSaid(LIST) @Nullable Json customFields)
            implements TdsRow {

        /** The same row with these custom fields. */
        Invoice with(Json fields) {
            return new Invoice(
                    sourceId,
                    sourceCreatedAt,
                    sourceModifiedAt,
                    invoiceNumber,
                    country,
                    invoiceUrl,
                    subTotal,
                    notes,
                    fields);
        }
    }

    @Table("invoice_lines")
    @PartOf("invoice_id")
    public record InvoiceLine(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String invoiceId,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal itemTotal)
            implements TdsChild {}

    @Table("products")
    public record Product(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            String name) implements TdsRow {}

    @Table(value = "stock", where = "location_id = ''")
    public record StockLevel(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            String itemId,
            String locationId,
            @Nullable BigDecimal stockOnHand)
            implements TdsRow {

        /** So much of an item in the whole organization. */
        public static StockLevel of(String item, @Nullable Instant modified, @Nullable BigDecimal onHand) {
            return new StockLevel(item, null, modified, item, "", onHand);
        }
    }

    @Table(value = "stock", entity = "Stock")
    @PartOf(value = "item_id", where = "location_id = ''", listed = true)
    public record StockPromised(
            String sourceId,
            String itemId,
            String locationId,
            @Nullable BigDecimal committedStock) implements TdsChild {}

    @Table(value = "stock", entity = "Stock")
    @PartOf(value = "item_id", where = "location_id <> ''")
    public record StockAtLocation(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String itemId,
            String locationId,
            @Nullable BigDecimal stockOnHand)
            implements TdsChild {}

    @Table("customers")
    public record Customer(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            String contactName) implements TdsRow {}

    @Table("vendors")
    public record Vendor(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            String contactName) implements TdsRow {}

    @Table("contact_persons")
    @PartOf("contact_id")
    public record ContactPerson(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String contactId,
            @Nullable String firstName) implements TdsChild {}

    @Table("addresses")
    @PartOf("contact_id")
    public record Address(String sourceId, @Nullable Instant sourceModifiedAt, String contactId) implements TdsChild {}
}
