package app.tds.sandbox;

import static app.tds.sandbox.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes items: single ones, and groups of four that differ in colour or size. */
final class Catalogue {

    private final Ids ids;
    private final Random random;
    private final ContactBook contacts;
    private final Names names = new Names();
    private final List<Item> items = new ArrayList<>();
    private @Nullable ItemGroup group;
    private int option;
    private int made;

    Catalogue(Ids ids, Random random, ContactBook contacts) {
        this.ids = ids;
        this.random = random;
        this.contacts = contacts;
    }

    Item next(long created, long modified) {
        made++;
        if (group == null && made % 11 == 2) {
            group = group(created);
            option = 0;
        }
        var kind = group == null ? kind() : Item.Kind.GOODS;
        var item = item(kind, group, option, created, modified);
        if (group != null && ++option == group.options().size()) {
            group = null;
        }
        return item;
    }

    /** A whole group at once. */
    ItemGroup family(long created) {
        var family = group(created);
        for (int i = 0; i < family.options().size(); i++) {
            made++;
            item(Item.Kind.GOODS, family, i, created, created);
        }
        return family;
    }

    /** An item that consists of others. */
    Item composite(long created) {
        made++;
        return item(Item.Kind.COMPOSITE, null, 0, created, created);
    }

    private Item item(Item.Kind kind, @Nullable ItemGroup group, int option, long created, long modified) {
        var facts = facts(kind, group, option);
        var item = new Item(
                ids.next(10),
                created,
                modified,
                facts,
                vendor(kind),
                group,
                option,
                kind == Item.Kind.COMPOSITE ? components() : List.of(),
                stock(kind));
        items.add(item);
        if (group != null) {
            group.items().add(item);
        }
        return item;
    }

    /** Two or three of the goods there are, without a throw of the dice. */
    private List<Item.Component> components() {
        var goods = items.stream()
                .filter(it -> it.facts().kind() == Item.Kind.GOODS)
                .toList();
        var components = new ArrayList<Item.Component>();
        for (int i = 0; i < Math.min(2 + made % 2, goods.size()); i++) {
            components.add(new Item.Component(goods.get((made * 7 + i) % goods.size()), 1 + (made + i) % 3));
        }
        return components;
    }

    private ItemGroup group(long created) {
        boolean colours = random.nextBoolean();
        return new ItemGroup(
                ids.next(10),
                created,
                names.unique(title()),
                colours ? "اللون" : "Size",
                colours ? Vocabulary.COLOURS : Vocabulary.SIZES);
    }

    private Item.Kind kind() {
        return switch (made % 20) {
            case 7 -> Item.Kind.SERVICE;
            case 8 -> Item.Kind.COMPOSITE;
            case 9 -> Item.Kind.UNTRACKED;
            default -> Item.Kind.GOODS;
        };
    }

    private Item.Facts facts(Item.Kind kind, @Nullable ItemGroup group, int option) {
        long rate = 250_00L * (4 + random.nextInt(1000));
        return new Item.Facts(
                kind,
                name(kind, group, option),
                (kind == Item.Kind.SERVICE ? "SRV-" : "TDS-") + (10_000 + made),
                kind == Item.Kind.SERVICE ? "h" : "pcs",
                kind == Item.Kind.SERVICE ? "" : pick(Vocabulary.BRANDS, random),
                pick(Vocabulary.CATEGORIES, random),
                rate,
                rate * (55 + random.nextInt(30)) / 100,
                1000L * (1 + random.nextInt(5)),
                10L * (5 + random.nextInt(300)),
                kind == Item.Kind.SERVICE || random.nextInt(6) == 0,
                made > 5 && random.nextInt(12) == 0,
                kind == Item.Kind.SERVICE ? "" : pick(Vocabulary.ORIGINS, random));
    }

    private String name(Item.Kind kind, @Nullable ItemGroup group, int option) {
        if (group != null) {
            return group.name() + " / " + group.options().get(option);
        }
        return names.unique(kind == Item.Kind.SERVICE ? pick(Vocabulary.SERVICES, random) : title());
    }

    private String title() {
        return pick(Vocabulary.GOODS, random) + " " + pick(Vocabulary.MODELS, random);
    }

    private @Nullable Contact vendor(Item.Kind kind) {
        return kind == Item.Kind.GOODS && contacts.hasVendors() ? contacts.party(true) : null;
    }

    private long[] stock(Item.Kind kind) {
        if (kind == Item.Kind.SERVICE || kind == Item.Kind.UNTRACKED) {
            return new long[0];
        }
        return new long[] {100L * random.nextInt(400), 100L * random.nextInt(120), 100L * random.nextInt(80)};
    }

    Item any() {
        if (items.isEmpty()) {
            throw new IllegalStateException("no item to put on a document");
        }
        return items.get(random.nextInt(items.size()));
    }

    /** Vendors sell nothing the company only sells. */
    Item anyPurchased() {
        var item = any();
        for (int i = 0; i < 100 && !item.purchased(); i++) {
            item = any();
        }
        return item;
    }

    void forget(Item item) {
        items.remove(item);
    }

    void forget(ItemGroup family) {
        items.removeAll(family.items());
        if (family.equals(group)) {
            group = null;
        }
    }
}
