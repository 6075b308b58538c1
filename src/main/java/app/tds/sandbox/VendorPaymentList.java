package app.tds.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Payments to vendors: one for each bill that was paid, and a few in advance. */
final class VendorPaymentList extends ListKind {

    private static final String ALL = "PaymentMode.All";
    private static final int ADVANCES = 3;

    private static final Template ROW = Template.of("""
            {"payment_id":$id, "vendor_id":$party_id, "currency_id":$currency_id, "status":"paid",
            "vendor_name":$party_name, "bill_numbers":$bill_numbers, "payment_mode":$mode, "payment_number":$number,
            "description":"", "date":$date, "reference_number":$reference, "exchange_rate":$exchange_rate,
            "amount":$amount, "bcy_amount":$bcy_amount, "paid_through_account_id":"5107440000000000358",
            "paid_through_account_name":"Bank", "balance":$balance, "currency_code":$currency_code,
            "bcy_balance":$bcy_balance, "created_time":$created, "last_modified_time":$modified,
            "is_paid_via_print_check":false, "has_attachment":false, "is_ach_payment":false,
            "ach_payment_status":"", "ach_gw_transaction_id":"", "gw_reference_number":""}""");

    private static final Template DETAIL = Template.of("""
            {"payment_id":$id, "vendor_id":$party_id, "vendor_name":$party_name, "status":"paid",
            "is_online_payment":false, "transfer_type":"", "payment_mode":$mode, "payment_number":$number,
            "payment_number_prefix":"", "payment_number_suffix":$number, "purpose_code":"", "description":"",
            "date":$date, "reference_number":$reference, "exchange_rate":$exchange_rate, "tds_tax_id":"",
            "tds_calculation_type":"tds_item_level", "is_tds_amount_in_percent":false, "tax_account_id":"",
            "tax_account_name":"", "tax_amount_withheld":0.0, "amount":$amount, "bank_charges":0.0,
            "bank_charges_account_id":"", "bank_charges_account_name":"", "balance":$balance,
            "currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "created_time":$created, "last_modified_time":$modified, "created_by_id":"5107440000000011001",
            "created_by_name":"Zainab Al-Jubouri", "credit_account_id":"",
            "paid_through_account_id":"5107440000000000358", "paid_through_account_name":"Bank",
            "paid_through_account_type":"bank", "is_paid_via_print_check":false,
            "offset_account_id":"5107440000000000361", "offset_account_name":"Accounts Payable",
            "is_ach_payment":false, "ach_payment_status":"", "gw_reference_number":"",
            "check_details":{"check_id":"", "check_number":"", "memo":"", "amount_in_words":"", "check_status":"",
            "template_id":"", "retain_txn_in_void_check":false}, "billing_address":{"address":$street, "street2":"",
            "city":$city, "state":$state, "zip":$zip, "country":$country, "fax":"", "phone":"", "attention":""},
            "bills":[$bills], "vendorpayment_refunds":[], "imported_transactions":[], "documents":[], "comments":[],
            "approvers_list":[], "tags":[], "location_id":$location_id, "location_name":$location_name,
            "custom_fields":[], "custom_field_hash":{}}""");

    private static final Template BILL = Template.of("""
            {"bill_number":$bill_number, "price_precision":2, "bill_payment_id":$applied_id, "bill_id":$bill_id,
            "is_opening_balance":false, "total":$bill_total, "balance":$bill_balance,
            "unprocessed_payment_amount":0.0, "amount_applied":$amount, "apply_date":$date,
            "tax_amount_withheld":0.0, "date":$bill_date, "due_date":$bill_due}""");

    VendorPaymentList() {
        super(
                "vendorpayments",
                "Vendor Payment",
                Listing.of(Product.BOOKS, "Payments Made", "date")
                        .filtersByModification()
                        .filtersByDate()
                        .sorts("vendor_name", "date", "reference_number", "amount", "balance")
                        .filters(Map.of(ALL, it -> true))
                        .showsAllAs(ALL)
                        .says("\"custom_fields\":[]"));
    }

    private record Plan(@Nullable Document bill, Contact vendor, Location location, long amount, int day, long at) {}

    @Override
    void found(Founding founding, Ledger ledger) {
        Random random = founding.random(this);
        var plans = new ArrayList<Plan>();
        for (var entry : ledger.all("bills")) {
            var bill = (Document) entry;
            if (bill.paid() > 0) {
                long opening = LocalDate.ofEpochDay(bill.paidOn())
                                .atStartOfDay(founding.world().zone())
                                .toEpochSecond()
                        + 9 * 3600;
                long at = Math.max(opening + random.nextInt(8 * 3600), bill.created() + 60);
                plans.add(new Plan(
                        bill,
                        bill.facts().party(),
                        bill.facts().location(),
                        bill.paid(),
                        bill.paidOn(),
                        Math.min(at, founding.latest() - 1)));
            }
        }
        for (int i = 0; !plans.isEmpty() && i < ADVANCES; i++) {
            var like = plans.get(random.nextInt(plans.size()));
            plans.add(new Plan(null, like.vendor(), like.location(), 50_000, like.day(), like.at()));
        }
        plans.sort(Comparator.comparingLong(Plan::at));
        plans.forEach(plan -> ledger.add(this, payment(plan, founding, ledger)));
    }

    private Paid payment(Plan plan, Founding founding, Ledger ledger) {
        String reference = founding.random(this).nextBoolean()
                ? ""
                : "SWIFT-" + (ledger.all(this).size() + 1);
        return new Paid(founding.ids().next(10), plan, ledger.all(this).size() + 1, reference);
    }

    /** In advance: no bill has it yet. */
    @Override
    Entry next(Founding founding, Ledger ledger) {
        var vendor = founding.contacts().party(true);
        var location = ledger.locations().get(0);
        int today = founding.world().today();
        return payment(new Plan(null, vendor, location, 50_000, today, founding.now()), founding, ledger);
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        ROW.render(out, slots((Paid) entry));
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        DETAIL.render(out, slots((Paid) entry));
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations");
    }

    @Override
    String module(JsonNode document) {
        return "vendor_payment";
    }

    private static Slots slots(Paid payment) {
        var party = new PartySlots(payment.plan.vendor());
        return (slot, out) -> {
            if (!payment.write(slot, out)) {
                party.write(slot, out);
            }
        };
    }

    private static final class Paid extends Entry {

        private final Plan plan;
        private final int number;
        private final String reference;

        private Paid(long id, Plan plan, int number, String reference) {
            super(id, plan.at(), plan.at());
            this.plan = plan;
            this.number = number;
            this.reference = reference;
        }

        @Override
        Object born(String field) {
            return switch (field) {
                case "status" -> "paid";
                case "vendor_name" -> plan.vendor().name();
                case "reference_number" -> reference;
                case "date" -> LocalDate.ofEpochDay(plan.day()).toString();
                case "amount" -> amount(plan.amount());
                case "balance" -> amount(balance());
                default -> "";
            };
        }

        private long balance() {
            return plan.bill() == null ? plan.amount() : 0;
        }

        private boolean write(String slot, JsonText out) {
            int rate = plan.vendor().facts().currency().rate();
            switch (slot) {
                case "id" -> out.id(id());
                case "number" -> out.text(Integer.toString(number));
                case "mode" -> out.text(reference.isEmpty() ? "Cash" : "Bank Transfer");
                case "reference" -> out.text(reference);
                case "date" -> out.date(plan.day());
                case "amount" -> out.money(plan.amount());
                case "bcy_amount" -> out.money(plan.amount() * rate);
                case "balance" -> out.money(balance());
                case "bcy_balance" -> out.money(balance() * rate);
                case "created" -> out.time(created());
                case "modified" -> out.time(modified());
                case "location_id" -> out.id(plan.location().id());
                case "location_name" -> out.text(plan.location().name());
                case "bill_numbers" ->
                    out.text(plan.bill() == null ? "" : plan.bill().number());
                case "bills" -> {
                    Document bill = plan.bill();
                    if (bill != null) {
                        BILL.render(out, (inner, json) -> bill(inner, bill, json));
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void bill(String slot, Document bill, JsonText out) {
            switch (slot) {
                case "applied_id" -> out.id(id() + 1);
                case "bill_id" -> out.id(bill.id());
                case "bill_number" -> out.text(bill.number());
                case "bill_total" -> out.money(bill.total());
                case "bill_balance" -> out.money(bill.balance());
                case "bill_date" -> out.date(bill.facts().date());
                case "bill_due" -> out.date(bill.facts().due());
                default -> write(slot, out);
            }
        }
    }
}
