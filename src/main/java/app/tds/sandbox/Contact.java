package app.tds.sandbox;

/** A customer or vendor. */
final class Contact extends Entry {

    record Person(String first, String last, String email, String phone, String mobile) {

        String full() {
            return first + " " + last;
        }
    }

    record Address(String attention, String street, String city, String zip) {}

    /** What is known about a contact besides its people and places. */
    record Facts(
            boolean vendor,
            boolean business,
            String name,
            Currency currency,
            int terms,
            boolean inactive,
            String region,
            int number) {}

    private final Facts facts;
    private final Person person;
    private final Address address;
    private long outstanding;
    private long credit;

    Contact(long id, long created, long modified, Facts facts, Person person, Address address) {
        super(id, created, modified);
        this.facts = facts;
        this.person = person;
        this.address = address;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "contact_name" -> facts.name();
            case "first_name" -> person.first();
            case "last_name" -> person.last();
            case "email" -> person.email();
            case "status" -> facts.inactive() ? "inactive" : "active";
            case "contact_type" -> facts.vendor() ? "vendor" : "customer";
            case "outstanding_receivable_amount" -> amount(facts.vendor() ? 0 : outstanding);
            default -> "";
        };
    }

    @Override
    void forgotten(Founding founding, Ledger ledger) {
        founding.contacts().forget(this);
    }

    Facts facts() {
        return facts;
    }

    Person person() {
        return person;
    }

    Address address() {
        return address;
    }

    /** The name as it is now, as every document prints it. */
    String name() {
        return value("contact_name").toString();
    }

    String company() {
        return facts.business() ? facts.name() : "";
    }

    String termsLabel() {
        return facts.terms() == 0 ? "Due on Receipt" : "Net " + facts.terms();
    }

    long termsId() {
        return 5107440000000016001L + facts.terms();
    }

    /** What is owed, in hundredths of the contact's currency. */
    long outstanding() {
        return outstanding;
    }

    /** Credit notes and payments that are not used yet, in hundredths of the contact's currency. */
    long credit() {
        return credit;
    }

    void mayClaim(long more) {
        credit += more;
    }

    void owes(long more) {
        outstanding += more;
    }
}
