package app.tds.sandbox;

import java.time.LocalDate;
import java.util.Set;

/** A document's fields, whichever kind it is. */
final class DocumentSlots implements Slots {

    private static final Set<String> WAITING = Set.of("sent", "viewed", "open", "partially_paid", "overdue");

    private final Document document;
    private final Document.Facts facts;
    private final World world;
    private final PartySlots party;

    DocumentSlots(Document document, World world) {
        this.document = document;
        this.facts = document.facts();
        this.world = world;
        this.party = new PartySlots(facts.party());
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "id" -> out.id(document.id());
            case "number" -> out.text(document.number());
            case "reference" -> out.text(facts.reference());
            case "status" -> out.text(document.born("status").toString());
            case "date" -> out.date(facts.date());
            case "due_date" -> out.date(facts.due());
            case "due_days" -> out.text(dueDays());
            case "due_by_days" -> due(out, Integer.toString(daysLeft()));
            case "due_in_days" -> due(out, "\"" + daysLeft() + "\"");
            case "created" -> out.time(document.created());
            case "modified" -> out.time(document.modified());
            case "created_text" -> out.readableTime(document.created());
            case "modified_text" -> out.readableTime(document.modified());
            case "location_id" -> out.id(facts.location().id());
            case "location_name" -> out.text(facts.location().name());
            case "salesperson_name" -> out.text(document.salesperson());
            case "salesperson_id" -> out.text(document.salesperson().isEmpty() ? "" : "5107440000000044762");
            case "is_emailed" -> out.flag(!document.status().equals("draft"));
            case "sub_total" -> out.money(document.subTotal());
            case "tax_total" -> out.money(document.tax());
            case "total" -> out.money(document.total());
            case "bcy_sub_total" -> out.money(inDinars(document.subTotal()));
            case "bcy_tax_total" -> out.money(inDinars(document.tax()));
            case "bcy_total" -> out.money(inDinars(document.total()));
            case "paid" -> out.money(document.paid());
            case "balance" -> out.money(document.balance());
            case "quantity" ->
                out.money(document.lines().stream().mapToLong(Line::quantity).sum() * 100);
            case "last_payment_date" ->
                out.text(
                        document.paidOn() == 0
                                ? ""
                                : LocalDate.ofEpochDay(document.paidOn()).toString());
            case "tax_text" ->
                out.text(facts.party().facts().currency().symbol() + ItemSlots.twoDecimals(document.tax()));
            default -> links(slot, out);
        }
    }

    private void links(String slot, JsonText out) {
        if (!TradeSlots.write(slot, document, out)) {
            if (slot.startsWith("tax_")) {
                TaxSlots.write(slot, true, out);
            } else {
                party.write(slot, out);
            }
        }
    }

    private long inDinars(long hundredths) {
        return hundredths * facts.party().facts().currency().rate();
    }

    private int daysLeft() {
        return facts.due() - world.today();
    }

    private boolean waiting() {
        return !facts.list().ordering() && WAITING.contains(document.status());
    }

    private String dueDays() {
        if (!waiting()) {
            return "";
        }
        return daysLeft() < 0 ? "Overdue by " + -daysLeft() + " days" : "Due in " + daysLeft() + " day(s)";
    }

    private void due(JsonText out, String days) {
        out.raw(waiting() ? days : "\"\"");
    }
}
