package app.tds.sandbox;

/** A payment's fields. */
final class PaymentSlots implements Slots {

    private final Payment payment;
    private final Payment.Facts facts;
    private final PartySlots party;

    PaymentSlots(Payment payment) {
        this.payment = payment;
        this.facts = payment.facts();
        this.party = new PartySlots(facts.party());
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "id" -> out.id(payment.id());
            case "number" -> out.text(Integer.toString(facts.number()));
            case "reference" -> out.text(facts.reference());
            case "date" -> out.date(facts.date());
            case "mode" -> out.text(facts.reference().isEmpty() ? "Cash" : "Bank Transfer");
            case "type" -> out.text(facts.invoice() == null ? "Customer Advance" : "Invoice Payment");
            case "amount" -> out.money(payment.amount());
            case "bcy_amount" -> out.money(inDinars(payment.amount()));
            case "unused" -> out.money(payment.unused());
            case "bcy_unused" -> out.money(inDinars(payment.unused()));
            case "created" -> out.time(payment.created());
            case "modified" -> out.time(payment.modified());
            case "location_id" -> out.id(facts.location().id());
            case "location_name" -> out.text(facts.location().name());
            case "invoice_numbers" ->
                out.text(facts.invoice() == null ? "" : facts.invoice().number());
            case "applied" -> invoice(PaymentShape.APPLIED, out);
            case "invoices" -> invoice(PaymentShape.INVOICE, out);
            default -> party.write(slot, out);
        }
    }

    private long inDinars(long hundredths) {
        return hundredths * facts.party().facts().currency().rate();
    }

    private void invoice(Template template, JsonText out) {
        var invoice = facts.invoice();
        out.raw("[");
        if (invoice != null) {
            template.render(out, (slot, json) -> invoice(slot, invoice, json));
        }
        out.raw("]");
    }

    private void invoice(String slot, Document invoice, JsonText out) {
        switch (slot) {
            case "applied_id" -> out.id(payment.id() + 1);
            case "applied_amount" -> out.money(payment.amount());
            case "invoice_id" -> out.id(invoice.id());
            case "invoice_number" -> out.text(invoice.number());
            case "invoice_date" -> out.date(invoice.facts().date());
            case "invoice_due_date" -> out.date(invoice.facts().due());
            case "invoice_total" -> out.money(invoice.total());
            case "invoice_balance" -> out.money(invoice.balance());
            case "invoice_status" -> out.text(invoice.status());
            case "date" -> out.date(facts.date());
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
