package app.tds.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A family of items that differ in one attribute. */
final class ItemGroup extends Entry {

    private final String name;
    private final String attribute;
    private final List<String> options;
    private final List<Item> items = new ArrayList<>();

    ItemGroup(long id, long created, String name, String attribute, List<String> options) {
        super(id, created, created);
        this.name = name;
        this.attribute = attribute;
        this.options = options;
    }

    @Override
    Object born(String field) {
        return switch (field) {
            case "group_name" -> name;
            case "status" -> "active";
            default -> "";
        };
    }

    @Override
    void entered(Ledger ledger) {
        items.forEach(it -> it.entered(ledger));
    }

    @Override
    void left(Ledger ledger) {
        List.copyOf(items).forEach(it -> {
            ledger.drop("items", it);
            ledger.drop("compositeitems", it);
        });
    }

    @Override
    void forgotten(Founding founding, Ledger ledger) {
        founding.catalogue().forget(this);
    }

    /** The name as it is now, as its items print it. */
    String name() {
        return value("group_name").toString();
    }

    String brand() {
        return Vocabulary.BRANDS.get((int) (id() / 10 % Vocabulary.BRANDS.size()));
    }

    String attribute() {
        return attribute;
    }

    List<String> options() {
        return options;
    }

    /** Those there are; each has another option. */
    List<Item> items() {
        return items;
    }

    long attributeId() {
        return id() + 1;
    }

    long optionId(int option) {
        return id() + 2 + option;
    }
}
