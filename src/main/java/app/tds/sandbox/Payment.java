package app.tds.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a customer paid at once, for one invoice or in advance; in hundredths of the customer's currency. */
final class Payment extends Entry {

    /** What is on the receipt; the date as epoch day. */
    record Facts(
            int number,
            Contact party,
            Location location,
            @Nullable Document invoice,
            int date,
            String reference) {}

    private final Facts facts;
    private final long amount;

    Payment(long id, long created, Facts facts, long amount) {
        super(id, created, created);
        this.facts = facts;
        this.amount = amount;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "status" -> "paid";
            case "customer_name" -> facts.party().name();
            case "payment_number" -> Integer.toString(facts.number());
            case "reference_number" -> facts.reference();
            case "date" -> LocalDate.ofEpochDay(facts.date()).toString();
            case "amount" -> amount(amount);
            default -> "";
        };
    }

    @Override
    void entered(Ledger ledger) {
        facts.party().mayClaim(unused());
    }

    @Override
    void left(Ledger ledger) {
        facts.party().mayClaim(-unused());
    }

    @Override
    void forgotten(Founding founding, Ledger ledger) {
        founding.cashbook().takeBack(this, ledger);
    }

    Facts facts() {
        return facts;
    }

    long amount() {
        return amount;
    }

    /** What no invoice has got. */
    long unused() {
        return facts.invoice() == null ? amount : 0;
    }
}
