package app.tds.sandbox;

import java.util.Random;

/** Gives documents a past: what was sent, paid, closed or voided, and when that happened. */
final class History {

    private final Random random;
    private final int today;
    private final long latest;

    History(Random random, int today, long latest) {
        this.random = random;
        this.today = today;
        this.latest = latest;
    }

    void ofOrder(Document order) {
        int chance = random.nextInt(100);
        boolean recent = order.facts().due() >= today;
        String status;
        if (chance < 5) {
            status = "draft";
        } else if (chance < 10) {
            status = "void";
        } else if (chance < 25) {
            status = recent ? "open" : "overdue";
        } else if (chance < 30 && order.lines().size() > 1) {
            status = "partially_invoiced";
        } else {
            status = chance < 45 ? "closed" : "invoiced";
        }
        order.become(status, 0, 0);
        touch(order, 5);
    }

    /** An order whose invoice was never written stays open. */
    void leaveOpen(Document order) {
        if (invoiceable(order)) {
            order.become(order.facts().due() >= today ? "open" : "overdue", 0, 0);
        }
    }

    static boolean invoiceable(Document order) {
        return switch (order.status()) {
            case "invoiced", "partially_invoiced", "closed" -> true;
            default -> false;
        };
    }

    void ofInvoice(Document invoice) {
        int chance = random.nextInt(100);
        if (chance < 4 && invoice.related() == null) {
            touch(invoice, 3);
        } else if (chance < 9 && invoice.related() == null) {
            invoice.become("void", 0, 0);
            touch(invoice, 10);
        } else {
            pay(invoice, chance, chance % 5 == 0 ? "viewed" : "sent");
        }
    }

    void ofBill(Document bill) {
        int chance = random.nextInt(100);
        if (chance < 4) {
            touch(bill, 3);
        } else if (chance < 9) {
            bill.become("void", 0, 0);
            touch(bill, 10);
        } else {
            pay(bill, chance, "open");
        }
    }

    private void pay(Document document, int chance, String waiting) {
        long total = document.total();
        int paidOn = Math.min(document.facts().date() + random.nextInt(30), today);
        if (chance < 70) {
            document.become("paid", total, paidOn);
            touch(document, 30);
        } else if (chance < 80 && total > 1) {
            document.become("partially_paid", Math.max(1, total * (10 + random.nextInt(80)) / 100), paidOn);
            touch(document, 20);
        } else {
            document.become(document.facts().due() < today ? "overdue" : waiting, 0, 0);
            touch(document, 2);
        }
    }

    private void touch(Document document, int days) {
        long room = Math.max(0, Math.min(days * 86_400L, latest - document.created()));
        document.modifiedAt(document.created() + (long) (random.nextDouble() * room));
    }
}
