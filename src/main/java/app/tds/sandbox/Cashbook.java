package app.tds.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;

/** Receives customers' payments: those that invoices say they had, and new ones. */
final class Cashbook {

    private final World world;
    private final Ids ids;
    private final Random random;
    private final long latest;
    private int made;

    Cashbook(World world, Ids ids, Random random, long latest) {
        this.world = world;
        this.ids = ids;
        this.random = random;
        this.latest = latest;
    }

    private record Plan(Document invoice, long amount, int day, long created) {}

    /**
     * The payments of every invoice add up to its paid amount, at times in two parts, the last on the invoice's day of
     * payment.
     */
    void found(Ledger ledger) {
        var plans = new ArrayList<Plan>();
        for (var entry : ledger.all("invoices")) {
            var invoice = (Document) entry;
            int days = invoice.paidOn() - invoice.facts().date();
            long first = days > 0 && random.nextInt(5) == 0 ? invoice.paid() / 2 : 0;
            if (first > 0) {
                plans.add(plan(invoice, first, invoice.facts().date() + random.nextInt(days)));
            }
            if (invoice.paid() > 0) {
                plans.add(plan(invoice, invoice.paid() - first, invoice.paidOn()));
            }
        }
        plans.sort(Comparator.comparingLong(Plan::created));
        for (var plan : plans) {
            var invoice = plan.invoice();
            invoice.modifiedAt(Math.max(invoice.modified(), plan.created()));
            ledger.add("customerpayments", payment(invoice, plan.amount(), plan.day(), plan.created()));
        }
    }

    private Plan plan(Document invoice, long amount, int day) {
        long opening = LocalDate.ofEpochDay(day).atStartOfDay(world.zone()).toEpochSecond() + 9 * 3600;
        long received = Math.max(opening + random.nextInt(8 * 3600), invoice.created() + 60);
        return new Plan(invoice, amount, day, Math.min(received, latest - 1));
    }

    private Payment payment(Document invoice, long amount, int day, long created) {
        var party = invoice.facts().party();
        return new Payment(
                ids.next(10),
                created,
                new Payment.Facts(++made, party, invoice.facts().location(), invoice, day, reference()),
                amount);
    }

    private String reference() {
        return random.nextBoolean() ? "" : "TRX-" + (1000 + random.nextInt(9000));
    }

    /** The rest of the oldest invoice that is owed, received now; of nobody's debt, an advance. */
    Payment next(Ledger ledger, ContactBook contacts) {
        int today = world.today();
        for (var entry : ledger.all("invoices")) {
            var invoice = (Document) entry;
            if (invoice.owed() > 0 && invoice.edits().isEmpty()) {
                var payment = payment(invoice, invoice.balance(), today, world.now());
                settle(invoice, payment.amount(), "paid", today);
                return payment;
            }
        }
        var location = ledger.locations().get(0);
        var facts = new Payment.Facts(++made, contacts.party(false), location, null, today, reference());
        return new Payment(ids.next(10), world.now(), facts, 100_000);
    }

    /** Its invoice is owed again. */
    void takeBack(Payment payment, Ledger ledger) {
        var invoice = payment.facts().invoice();
        if (invoice != null && ledger.find("invoices", Long.toString(invoice.id())) != null) {
            boolean more = invoice.paid() > payment.amount();
            String unpaid = invoice.facts().due() < world.today() ? "overdue" : "sent";
            settle(invoice, -payment.amount(), more ? "partially_paid" : unpaid, more ? invoice.paidOn() : 0);
        }
    }

    private void settle(Document invoice, long amount, String status, int paidOn) {
        invoice.become(status, invoice.paid() + amount, paidOn);
        invoice.modifiedAt(world.now());
        invoice.facts().party().owes(-amount);
    }
}
