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
            startGroup();
        }
        var kind = group == null ? kind() : Item.Kind.GOODS;
        var facts = facts(kind);
        var item = new Item(ids.next(10), created, modified, facts, vendor(kind), group, option, stock(kind));
        items.add(item);
        if (group != null && ++option == group.options().size()) {
            group = null;
        }
        return item;
    }

    private void startGroup() {
        boolean colours = random.nextBoolean();
        group = new ItemGroup(
                ids.next(10),
                names.unique(title()),
                colours ? "اللون" : "Size",
                colours ? Vocabulary.COLOURS : Vocabulary.SIZES);
        option = 0;
    }

    private Item.Kind kind() {
        return switch (made % 20) {
            case 7 -> Item.Kind.SERVICE;
            case 8 -> Item.Kind.COMPOSITE;
            case 9 -> Item.Kind.UNTRACKED;
            default -> Item.Kind.GOODS;
        };
    }

    private Item.Facts facts(Item.Kind kind) {
        long rate = 250_00L * (4 + random.nextInt(1000));
        return new Item.Facts(
                kind,
                name(kind),
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

    private String name(Item.Kind kind) {
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
}
