package app.tds.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders to vendors: one for every bill, and a dozen that have not arrived. */
final class PurchaseOrderList extends DocumentList {

    private static final int UNDER_WAY = 12;

    private static final Template ROW = Template.of("""
            {"purchaseorder_id":$id, "vendor_id":$party_id, "vendor_name":$party_name, "company_name":$company_name,
            "order_status":$order_status, "billed_status":$billed_status, "received_status":$received_status,
            "status":$status, "color_code":"", "current_sub_status_id":"", "current_sub_status":$status,
            "purchaseorder_number":$number, "reference_number":$reference, "date":$date,
            "delivery_date":$due_date, "delivery_days":"", "due_by_days":"", "due_in_days":"",
            "currency_id":$currency_id, "currency_code":$currency_code, "price_precision":2, "total":$total,
            "has_attachment":false, "tags":[], "created_time":$created, "last_modified_time":$modified,
            "is_drop_shipment":false, "total_ordered_quantity":$quantity, "quantity_yet_to_receive":$to_receive,
            "quantity_marked_as_received":0.0, "is_po_marked_as_received":false, "is_backorder":false,
            "receives":[], "client_viewed_time":"", "is_viewed_by_client":false, "location_id":$location_id,
            "location_name":$location_name, "custom_fields":[]}""");

    private static final Template DETAIL = Template.of("""
            {"purchaseorder_id":$id, "vendor_id":$party_id, "vendor_name":$party_name, "company_name":$company_name,
            "order_status":$order_status, "billed_status":$billed_status, "received_status":$received_status,
            "status":$status, "color_code":"", "current_sub_status_id":"", "current_sub_status":$status,
            "purchaseorder_number":$number, "reference_number":$reference, "date":$date,
            "delivery_date":$due_date, "due_by_days":"", "due_in_days":"", "currency_id":$currency_id,
            "currency_code":$currency_code, "price_precision":2, "total":$total, "has_attachment":false, "tags":[],
            "created_time":$created, "last_modified_time":$modified, "is_drop_shipment":false,
            "quantity_yet_to_receive":$to_receive, "quantity_marked_as_received":0.0,
            "is_po_marked_as_received":false, "is_backorder":false, "client_viewed_time":"",
            "is_viewed_by_client":false, "location_id":$location_id, "location_name":$location_name,
            "documents":[], "expected_delivery_date":$due_date, "vendor_contact_persons_associated":[],
            "contact_persons":[], "currency_symbol":$currency_symbol, "exchange_rate":$exchange_rate,
            "payment_terms":$payment_terms, "payment_terms_label":$payment_terms_label, "is_inclusive_tax":false,
            "is_discount_before_tax":true, "discount":0.0, "discount_type":"item_level", "line_items":$lines,
            "sub_total":$sub_total, "tax_total":$tax_total, "taxes":$taxes, "billing_address":{"street":$street,
            "address":$street, "street2":"", "city":$city, "state":$state, "zip":$zip, "country":$country,
            "country_code":$country_code, "state_code":"", "county":"", "fax":"", "phone":"", "attention":""},
            "delivery_address":{"address":$place_street, "address1":$place_street, "address2":"",
            "city":$place_city, "state":$place_city, "zip":"10001", "country":"Iraq", "phone":"", "email":"",
            "is_primary":false, "is_valid":true, "is_verifiable":true}, "notes":"", "terms":"", "ship_via":"",
            "ship_via_id":"", "attention":"", "delivery_org_address_id":"5107440000000038099",
            "delivery_customer_id":"", "delivery_customer_name":"", "custom_fields":[], "custom_field_hash":{},
            "bills":[$bills], "purchasereceives":[], "salesorders":[], "template_id":"5107440000000017003",
            "template_name":"Standard Template", "template_type":"standard", "page_width":"8.27in",
            "page_height":"11.69in", "orientation":"portrait", "attachment_name":"",
            "created_by_id":"5107440000000014001", "submitter_id":"", "approver_id":"", "can_mark_as_bill":false,
            "can_mark_as_unbill":false}""");

    private static final Template LINE = Template.of("""
            {"line_item_id":$line_id, "item_id":$item_id, "item_order":$order, "sku":$sku, "name":$name,
            "description":"", "account_id":"5107440000000034001", "account_name":"Inventory Asset",
            "bcy_rate":$bcy_rate, "rate":$rate, "quantity":$quantity, "quantity_received":$arrived,
            "quantity_billed":$arrived, "quantity_cancelled":0.0, "unit":$unit, "discount":0.0, "tax_id":$tax_id,
            "tax_name":$tax_name, "tax_type":$tax_type, "tax_percentage":$tax_percentage, "item_total":$total,
            "item_type":$item_type, "product_type":$product_type, "location_id":$location_id,
            "location_name":$location_name, "item_custom_fields":[], "tags":[], "line_item_taxes":$taxes}""");

    private static final Template BILL = Template.of("""
            {"bill_id":$id, "bill_number":$number, "status":$status, "date":$date, "due_date":$due_date,
            "total":$total, "balance":$balance}""");

    PurchaseOrderList() {
        super(
                "purchaseorders",
                "Purchase Order",
                Listing.of(Product.BOOKS, "Purchase Orders", "created_time")
                        .filtersByModification()
                        .filtersByDate()
                        .sorts("vendor_name", "purchaseorder_number", "date", "total", "created_time")
                        .filters(Filters.statuses("Draft", "Open", "Billed", "Cancelled")));
    }

    @Override
    void found(Founding founding, Ledger ledger) {
        int number = 0;
        for (var entry : ledger.all("bills")) {
            ledger.add(this, orderOf((Document) entry, ++number));
        }
        for (int i = 0; number > 0 && i < UNDER_WAY; i++) {
            var order = founding.paperwork().draft(this, founding.latest() - UNDER_WAY + i);
            order.become(i % 6 == 5 ? "draft" : i % 6 == 4 ? "cancelled" : "open", 0, 0);
            ledger.add(this, order);
        }
    }

    /** As the bill names it, an hour older. */
    private Document orderOf(Document bill, int number) {
        var said = bill.facts();
        var facts = new Document.Facts(
                this, number, said.reference(), said.party(), said.location(), said.date(), said.date());
        var order = new Document(bill.id() + 50, bill.created() - 3600, facts, bill.lines(), "", "billed");
        order.modifiedAt(bill.created());
        order.relate(bill);
        return order;
    }

    @Override
    boolean own(String slot, Document order, JsonText out) {
        boolean arrived = order.related() != null;
        boolean open = order.status().equals("open");
        switch (slot) {
            case "order_status" -> out.text(arrived ? "closed" : order.status());
            case "billed_status" -> out.text(arrived ? "billed" : open ? "to_be_billed" : "");
            case "received_status" -> out.text(arrived ? "received" : open ? "to_be_received" : "");
            case "to_receive" -> out.money(open ? units(order) * 100 : 0);
            case "place_street" -> out.text(order.facts().location().street());
            case "place_city" -> out.text(order.facts().location().city());
            case "bills" -> bill(order.related(), out);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean own(String slot, Document order, Line line, JsonText out) {
        if (!slot.equals("arrived")) {
            return false;
        }
        out.money(order.related() == null ? 0 : line.quantity() * 100L);
        return true;
    }

    private static long units(Document order) {
        return order.lines().stream().mapToLong(Line::quantity).sum();
    }

    private static void bill(@Nullable Document bill, JsonText out) {
        if (bill != null) {
            BILL.render(out, (slot, json) -> {
                switch (slot) {
                    case "id" -> json.id(bill.id());
                    case "number" -> json.text(bill.number());
                    case "status" -> json.text(bill.status());
                    case "date" -> json.date(bill.facts().date());
                    case "due_date" -> json.date(bill.facts().due());
                    case "total" -> json.money(bill.total());
                    default -> json.money(bill.balance());
                }
            });
        }
    }

    @Override
    String prefix() {
        return "PO-";
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
        return BillShape.TAX;
    }

    @Override
    Template lineTaxTemplate() {
        return BillShape.LINE_TAX;
    }

    @Override
    boolean ofVendors() {
        return true;
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations");
    }
}
