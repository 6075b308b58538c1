package app.tds.sandbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice, a bill, a sales order or a credit note. */
final class Document extends Entry {

    /** What is on the paper; dates as epoch days. */
    record Facts(
            DocumentList list, int number, String reference, Contact party, Location location, int date, int due) {}

    private final Facts facts;
    private final List<Line> lines;
    private final String salesperson;
    private String status;
    private long paid;
    private int paidOn;
    private @Nullable Document related;

    Document(long id, long created, Facts facts, List<Line> lines, String salesperson, String status) {
        super(id, created, created);
        this.facts = facts;
        this.lines = lines;
        this.salesperson = salesperson;
        this.status = status;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "status" -> status;
            case "customer_name", "vendor_name" -> facts.party().name();
            case "reference_number" -> facts.reference();
            case "date" -> LocalDate.ofEpochDay(facts.date()).toString();
            case "due_date", "shipment_date" ->
                LocalDate.ofEpochDay(facts.due()).toString();
            case "total" -> amount(total());
            case "balance" -> amount(balance());
            default -> field.endsWith("_number") ? number() : "";
        };
    }

    void become(String status, long paid, int paidOn) {
        this.status = status;
        this.paid = paid;
        this.paidOn = paidOn;
    }

    void relate(Document other) {
        related = other;
    }

    String number() {
        String digits = Integer.toString(facts.number());
        return facts.list().prefix() + "000000".substring(Math.min(6, digits.length())) + digits;
    }

    long subTotal() {
        long sum = 0;
        for (var line : lines) {
            sum += line.total();
        }
        return sum;
    }

    long tax() {
        long sum = 0;
        for (var line : lines) {
            sum += line.tax();
        }
        return sum;
    }

    long total() {
        return subTotal() + tax();
    }

    /** Of an order: what is not invoiced yet plus what its invoice still lacks. */
    long balance() {
        if (status.equals("void")) {
            return 0;
        }
        return facts.list().ordering() && related != null
                ? total() - related.total() + related.balance()
                : total() - paid;
    }

    /** What the party owes because of this document. */
    long owed() {
        return facts.list().owing() && !status.equals("draft") ? balance() : 0;
    }

    /** What the party may still use or get back because of this document. */
    long credit() {
        return facts.list().crediting() && status.equals("open") ? balance() : 0;
    }

    @Override
    void entered(Ledger ledger) {
        facts.party().owes(owed());
        facts.party().mayClaim(credit());
    }

    @Override
    void left(Ledger ledger) {
        facts.party().owes(-owed());
        facts.party().mayClaim(-credit());
    }

    Facts facts() {
        return facts;
    }

    List<Line> lines() {
        return lines;
    }

    String salesperson() {
        return salesperson;
    }

    long paid() {
        return paid;
    }

    /** Zero when nothing was paid. */
    int paidOn() {
        return paidOn;
    }

    /** The order of an invoice, the invoice of an order. */
    @Nullable
    Document related() {
        return related;
    }
}
