package app.tds.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Credits of vendors for what went back: one piece of every eighth bill, and of one that is taxed. */
final class VendorCreditList extends DocumentList {

    private static final int BILLS = 8;

    private static final Template ROW = Template.of("""
            {"vendor_credit_id":$id, "vendor_credit_number":$number, "status":$status, "reference_number":$reference,
            "date":$date, "total":$total, "balance":$balance, "vendor_id":$party_id, "vendor_name":$party_name,
            "currency_id":$currency_id, "currency_code":$currency_code, "created_time":$created,
            "last_modified_time":$modified, "has_attachment":false, "exchange_rate":$exchange_rate}""");

    private static final Template DETAIL = Template.of("""
            {"vendor_credit_id":$id, "vendor_credit_number":$number, "date":$date, "status":$status,
            "reference_number":$reference, "vendor_id":$party_id, "vendor_name":$party_name,
            "currency_id":$currency_id, "currency_code":$currency_code, "exchange_rate":$exchange_rate,
            "price_precision":2, "pricebook_id":"", "is_inclusive_tax":false, "location_id":$location_id,
            "location_name":$location_name, "line_items":$lines, "taxes":$taxes, "sub_total":$sub_total,
            "tax_total":$tax_total, "total":$total, "total_credits_used":$paid, "total_refunded_amount":0.0,
            "balance":$balance, "notes":"", "comments":[], "vendor_credit_refunds":[],
            "bills_credited":[$bills_credited], "documents":[], "custom_fields":[], "created_time":$created,
            "last_modified_time":$modified}""");

    private static final Template LINE = Template.of("""
            {"item_id":$item_id, "line_item_id":$line_id, "sku":$sku, "account_id":"5107440000000034001",
            "account_name":"Inventory Asset", "location_id":$location_id, "location_name":$location_name,
            "name":$name, "description":"", "item_order":$order, "quantity":$quantity, "unit":$unit,
            "bcy_rate":$bcy_rate, "rate":$rate, "tax_id":$tax_id, "tax_name":$tax_name, "tax_type":$tax_type,
            "tax_percentage":$tax_percentage, "item_total":$total, "tags":[], "item_custom_fields":[],
            "project_id":""}""");

    private static final Template TAX = Template.of("""
            {"tax_name":$tax_label, "tax_amount":$tax_total}""");

    private static final Template BILL = Template.of("""
            {"bill_id":$bill_id, "vendor_credit_bill_id":$applied_id, "date":$date, "bill_number":$bill_number,
            "amount":$amount}""");

    VendorCreditList() {
        super(
                "vendorcredits",
                "Vendor Credit",
                Listing.of(Product.BOOKS, "Vendor Credits", "created_time")
                        .filtersByModification()
                        .sorts(
                                "vendor_name",
                                "vendor_credit_number",
                                "balance",
                                "total",
                                "date",
                                "created_time",
                                "last_modified_time")
                        .filters(Filters.statuses("Open", "Draft", "Closed", "Void"))
                        .says("\"custom_fields\":[]"));
    }

    @Override
    void found(Founding founding, Ledger ledger) {
        var bills = new ArrayList<Document>();
        ledger.all("bills").forEach(entry -> bills.add((Document) entry));
        bills.removeIf(bill -> bill.status().equals("draft") || bill.status().equals("void"));
        bills.sort(Comparator.comparingLong(Document::created));
        int number = 0;
        boolean taxed = false;
        for (int i = 0; i < bills.size(); i++) {
            var bill = bills.get(i);
            if (i % BILLS == 0 || bill.tax() > 0 && !taxed) {
                taxed = taxed || bill.tax() > 0;
                ledger.add(this, creditOf(bill, ++number, founding));
            }
        }
    }

    /** Open ones are used in part, closed ones wholly, drafts and void ones not at all. */
    private Document creditOf(Document bill, int number, Founding founding) {
        var said = bill.facts();
        // One that is taxed, if there is one.
        var bought = Collections.max(bill.lines(), Comparator.comparingInt(line -> line.tax() > 0 ? 1 : 0));
        long created = Math.min(bill.created() + 86_400, founding.latest() - 1);
        int date = founding.world().dayOf(created);
        var facts = new Document.Facts(this, number, bill.number(), said.party(), said.location(), date, date);
        var lines = List.of(new Line(bought.item(), 1, bought.rate()));
        var credit = new Document(founding.ids().next(100), created, facts, lines, "", "draft");
        switch (number % 5) {
            case 0 -> credit.become("draft", 0, 0);
            case 1 -> credit.become("closed", credit.total(), date);
            case 4 -> credit.become("void", 0, 0);
            default -> credit.become("open", credit.total() / 2, date);
        }
        credit.relate(bill);
        return credit;
    }

    @Override
    boolean own(String slot, Document credit, JsonText out) {
        if (!slot.equals("bills_credited")) {
            return false;
        }
        var bill = credit.related();
        if (bill != null && credit.paid() > 0) {
            BILL.render(out, (inner, json) -> applied(inner, credit, bill, json));
        }
        return true;
    }

    private static void applied(String slot, Document credit, Document bill, JsonText out) {
        switch (slot) {
            case "applied_id" -> out.id(credit.id() + 50);
            case "bill_id" -> out.id(bill.id());
            case "bill_number" -> out.text(bill.number());
            case "date" -> out.date(credit.facts().date());
            default -> out.money(credit.paid());
        }
    }

    @Override
    String prefix() {
        return "DN-";
    }

    @Override
    Template rowTemplate() {
        return ROW;
    }

    @Override
    Template documentTemplate() {
        return DETAIL;
    }

    @Override
    Template lineTemplate() {
        return LINE;
    }

    @Override
    Template taxTemplate() {
        return TAX;
    }

    @Override
    boolean ofVendors() {
        return true;
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations");
    }

    @Override
    String scope(Product product) {
        return "debitnotes";
    }

    @Override
    String root() {
        return "vendor_credits";
    }

    @Override
    String module(JsonNode document) {
        return "vendor_credit";
    }
}
