package app.tds.zoho.record;

import app.tds.mirror.Payment;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A customer's payment in Zoho is a payment; some answers lack its modification time. */
@Component
class PaymentTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-payment";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Payment.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new Payment(
                zoho.id("payment_id"),
                zoho.instant("created_time"),
                zoho.instant("last_modified_time"),
                zoho.text("payment_number"),
                invoiceNumbers(zoho),
                zoho.text("reference_number"),
                zoho.day("date"),
                zoho.text("payment_mode"),
                zoho.text("payment_type"),
                zoho.code("payment_status"),
                zoho.code("settlement_status"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.code("currency_code"),
                zoho.amount("amount"),
                zoho.amount("bcy_amount"),
                zoho.amount("unused_amount"),
                zoho.amount("bcy_unused_amount"),
                zoho.amount("bcy_refunded_amount"),
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
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new PaymentDetails());
    }

    /** One payment may settle any number of invoices; the documentation has the name for one. */
    private static @Nullable String invoiceNumbers(ZohoRecord zoho) {
        String numbers = zoho.longText("invoice_numbers");
        return numbers == null ? zoho.longText("invoice_number") : numbers;
    }
}
