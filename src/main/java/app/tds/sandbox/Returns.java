package app.tds.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;

/** Credits customers for what came back: one piece of about every twenty-fifth invoice. */
final class Returns {

    private static final int INVOICES = 25;

    private final Paperwork paperwork;
    private final Random random;
    private final long latest;

    Returns(Paperwork paperwork, Random random, long latest) {
        this.paperwork = paperwork;
        this.random = random;
        this.latest = latest;
    }

    private record Plan(Document invoice, long created) {}

    void found(Ledger ledger) {
        var plans = new ArrayList<Plan>();
        int sold = 0;
        for (var entry : ledger.all("invoices")) {
            var invoice = (Document) entry;
            boolean valid =
                    !invoice.status().equals("draft") && !invoice.status().equals("void");
            if (valid && sold++ % INVOICES == 0) {
                long later = invoice.created() + 86_400 + random.nextInt(20 * 86_400);
                plans.add(new Plan(invoice, Math.min(later, latest - 1)));
            }
        }
        plans.sort(Comparator.comparingLong(Plan::created));
        for (int i = 0; i < plans.size(); i++) {
            var note = paperwork.creditOf(plans.get(i).invoice(), plans.get(i).created());
            if (i % 10 == 4) {
                note.become("void", 0, 0);
            } else if (i % 10 != 8) {
                boolean open = i % 3 == 0;
                note.become(open ? "open" : "closed", open ? 0 : note.total(), 0);
            }
            ledger.add("creditnotes", note);
        }
    }
}
