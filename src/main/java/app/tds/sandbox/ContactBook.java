package app.tds.sandbox;

import static app.tds.sandbox.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes contacts. */
final class ContactBook {

    private final Ids ids;
    private final Random random;
    private final Names names = new Names();
    private final List<Contact> customers = new ArrayList<>();
    private final List<Contact> vendors = new ArrayList<>();
    private int made;

    ContactBook(Ids ids, Random random) {
        this.ids = ids;
        this.random = random;
    }

    Contact next(long created, long modified) {
        boolean vendor = made % 7 == 1;
        boolean business = vendor || random.nextInt(4) > 0;
        boolean arabic = random.nextInt(5) < 3;
        var person = person(arabic);
        String name = names.unique(business ? house(arabic) : person.full());
        var facts = new Contact.Facts(
                vendor,
                business,
                name,
                random.nextInt(vendor ? 3 : 12) == 0 ? Currency.USD : Currency.IQD,
                List.of(0, 15, 30).get(random.nextInt(3)),
                made > 3 && random.nextInt(20) == 0,
                vendor || random.nextInt(3) == 0 ? "" : pick(Vocabulary.REGIONS, random),
                ++made);
        var contact = new Contact(ids.next(10), created, modified, facts, person, address(arabic));
        (vendor ? vendors : customers).add(contact);
        return contact;
    }

    private String house(boolean arabic) {
        return arabic
                ? pick(Vocabulary.ARABIC_TRADES, random).replace("%s", pick(Vocabulary.ARABIC_HOUSES, random))
                : pick(Vocabulary.LATIN_TRADES, random).replace("%s", pick(Vocabulary.LATIN_HOUSES, random));
    }

    private Contact.Person person(boolean arabic) {
        String first = pick(arabic ? Vocabulary.ARABIC_FIRST : Vocabulary.LATIN_FIRST, random);
        String last = pick(arabic ? Vocabulary.ARABIC_LAST : Vocabulary.LATIN_LAST, random);
        String mobile = "+9647" + (500_000_000 + random.nextInt(400_000_000));
        return new Contact.Person(first, last, "contact" + (made + 1) + "@tujjar.example", "", mobile);
    }

    private Contact.Address address(boolean arabic) {
        return new Contact.Address(
                arabic ? "المشتريات" : "Purchasing",
                pick(Vocabulary.STREETS, random) + " " + (1 + random.nextInt(90)),
                pick(Vocabulary.CITIES, random),
                Integer.toString(10_000 + random.nextInt(50_000)));
    }

    /** Someone to sell to or to buy from. */
    Contact party(boolean vendor) {
        var choice = vendor ? vendors : customers;
        if (choice.isEmpty()) {
            throw new IllegalStateException("no " + (vendor ? "vendor" : "customer") + " to write a document for");
        }
        return choice.get(random.nextInt(choice.size()));
    }

    boolean hasVendors() {
        return !vendors.isEmpty();
    }

    void forget(Contact contact) {
        customers.remove(contact);
        vendors.remove(contact);
    }
}
