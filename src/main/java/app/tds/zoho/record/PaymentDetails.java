package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.PaymentAllocation;
import app.tds.mirror.PaymentDetail;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of a customer's payment in Zoho are a payment and what it was applied to. */
final class PaymentDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(PaymentAllocation.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new PaymentDetail(
                zoho.id("payment_id"),
                zoho.instant("created_time"),
                modified(zoho),
                zoho.text("payment_number"),
                zoho.text("reference_number"),
                zoho.day("date"),
                zoho.text("payment_mode"),
                zoho.text("payment_type"),
                zoho.code("status"),
                zoho.code("payment_status"),
                zoho.code("settlement_status"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.text("email"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.amount("amount"),
                zoho.amount("bcy_amount"),
                zoho.amount("unused_amount"),
                zoho.amount("bcy_unused_amount"),
                zoho.amount("amount_refunded"),
                zoho.amount("bcy_refunded_amount"),
                zoho.amount("bank_charges"),
                zoho.optionalId("tax_account_id"),
                zoho.text("tax_account_name"),
                zoho.amount("tax_amount_withheld"),
                zoho.optionalId("account_id"),
                zoho.text("account_name"),
                zoho.bool("is_paid_via_check"),
                zoho.text("last_four_digits"),
                zoho.text("payment_gateway"),
                zoho.text("gateway_transaction_id"),
                zoho.code("sales_channel"),
                zoho.longText("description"),
                zoho.longText("product_description"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.customFieldsOfDetails("custom_fields"));
        List<ChildSet<?>> children = new ArrayList<>();
        List<ZohoRecord> invoices = zoho.list("invoices");
        if (invoices != null) {
            children.add(new ChildSet<>(PaymentAllocation.class, allocations(zoho, row.sourceId(), invoices)));
        }
        return new Detailed(row, children, zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(document, kept, "invoices", "custom_fields");
    }

    /** Zoho's documentation has one name for it in the list and another in the details. */
    private static @Nullable Instant modified(ZohoRecord zoho) {
        return zoho.instant("last_modified_time", "updated_time");
    }

    private static List<PaymentAllocation> allocations(ZohoRecord zoho, String payment, List<ZohoRecord> invoices) {
        List<PaymentAllocation> allocations = new ArrayList<>(invoices.size());
        for (ZohoRecord invoice : invoices) {
            String id = invoice.optionalId("invoice_payment_id");
            allocations.add(new PaymentAllocation(
                    Objects.requireNonNullElse(id, payment + "/" + (allocations.size() + 1)),
                    modified(zoho),
                    payment,
                    invoice.optionalId("invoice_id"),
                    invoice.text("invoice_number"),
                    invoice.day("date"),
                    invoice.day("due_date"),
                    invoice.code("status"),
                    invoice.amount("invoice_amount"),
                    invoice.amount("balance_amount"),
                    invoice.amount("amount_applied"),
                    invoice.amount("tax_amount_withheld"),
                    invoice.amount("discount_amount"),
                    invoice.day("apply_date")));
        }
        return allocations;
    }
}
