package app.tds.sandbox;

import static app.tds.sandbox.Vocabulary.pick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes drafts of invoices, bills, sales orders and credit notes that add up. */
final class Paperwork {

    private final World world;
    private final Ids ids;
    private final Random random;
    private final ContactBook contacts;
    private final Catalogue catalogue;
    private final List<Location> locations;
    private final Map<ListKind, Integer> numbers = new HashMap<>();

    Paperwork(
            World world, Ids ids, Random random, ContactBook contacts, Catalogue catalogue, List<Location> locations) {
        this.world = world;
        this.ids = ids;
        this.random = random;
        this.contacts = contacts;
        this.catalogue = catalogue;
        this.locations = locations;
    }

    Document draft(DocumentList list, long created) {
        var party = contacts.party(list.ofVendors());
        int count = 1 + random.nextInt(4);
        var lines = new ArrayList<Line>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line(list, party.facts().currency()));
        }
        return draft(list, created, party, locations.get(random.nextInt(locations.size())), lines);
    }

    /** An invoice for an order, or for its first line when the order is invoiced in part. */
    Document invoiceOf(Document order, long created) {
        boolean part = order.status().equals("partially_invoiced");
        var facts = order.facts();
        var lines = part ? order.lines().subList(0, 1) : order.lines();
        var invoice = draft(Lists.documents("invoices"), created, facts.party(), facts.location(), lines);
        invoice.relate(order);
        order.relate(invoice);
        return invoice;
    }

    /** A credit note for one piece of an invoice's first line. */
    Document creditOf(Document invoice, long created) {
        var sold = invoice.lines().get(0);
        var facts = invoice.facts();
        var lines = List.of(new Line(sold.item(), 1, sold.rate()));
        return draft(Lists.documents("creditnotes"), created, facts.party(), facts.location(), lines);
    }

    private Document draft(DocumentList list, long created, Contact party, Location location, List<Line> lines) {
        int date = world.dayOf(created);
        int due = date + (list.ordering() ? 3 : party.facts().terms());
        String reference = random.nextInt(3) == 0 ? "REF-" + (1000 + random.nextInt(9000)) : "";
        var facts =
                new Document.Facts(list, numbers.merge(list, 1, Integer::sum), reference, party, location, date, due);
        String salesperson = list.ofVendors() ? "" : pick(Vocabulary.SALESPEOPLE, random);
        return new Document(ids.next(100), created, facts, List.copyOf(lines), salesperson, "draft");
    }

    private Line line(DocumentList list, Currency currency) {
        boolean bill = list.ofVendors();
        var item = bill ? catalogue.anyPurchased() : catalogue.any();
        long dinars = bill ? item.facts().purchaseRate() : item.facts().rate();
        return new Line(item, 1 + random.nextInt(12), Math.max(1, dinars / currency.rate()));
    }
}
