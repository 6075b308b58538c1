package app.tds.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Brings a company into being, the same one for the same seed and day; and makes what is created later. */
final class Founding {

    private static final int DAYS = 730;
    private static final int OPENING = 9;
    private static final int CLOSING = 18;

    private final World world;
    private final Random random;
    private final long seed;
    private final Map<String, Random> randoms = new HashMap<>();
    private final Ids ids;
    private final long latest;
    private final int today;
    private final List<Location> locations;
    private final ContactBook contacts;
    private final Catalogue catalogue;
    private final Paperwork paperwork;
    private final History history;
    private final Cashbook cashbook;
    private final Returns returns;

    Founding(World world, long seed, int position) {
        this.world = world;
        this.seed = seed * 31 + position;
        this.random = new Random(this.seed);
        this.ids = new Ids(position);
        this.today = world.today();
        // The end of yesterday's business: hours before whatever a reader takes for new, at midnight too.
        this.latest = LocalDate.ofEpochDay(today - 1)
                .atTime(CLOSING, 0)
                .atZone(world.zone())
                .toEpochSecond();
        this.locations = locations();
        this.contacts = new ContactBook(ids, random);
        this.catalogue = new Catalogue(ids, random, contacts);
        this.paperwork = new Paperwork(world, ids, random, contacts, catalogue, List.copyOf(locations));
        this.history = new History(random, today, latest);
        this.cashbook = new Cashbook(world, ids, random, latest);
        this.returns = new Returns(paperwork, random, latest);
    }

    private List<Location> locations() {
        long since = latest - (DAYS + 400) * 86_400L;
        long main = ids.next(10);
        return List.of(
                new Location(main, since, "المخزن الرئيسي - Baghdad Main", "Baghdad", "شارع السعدون 12", 0, 0),
                new Location(ids.next(10), since + 60, "Erbil Branch", "Erbil", "60 Meter Road", main, 1),
                new Location(ids.next(10), since + 120, "مخزن البصرة", "البصرة", "شارع الكورنيش", main, 2));
    }

    void found(CompanySize size, Ledger ledger) {
        locations.forEach(it -> ledger.add("locations", it));
        for (long created : times(size.contacts(), DAYS + 300, DAYS / 2)) {
            ledger.add("contacts", contacts.next(created, later(created)));
        }
        for (long created : times(size.items(), DAYS + 300, DAYS / 2)) {
            ledger.add("items", catalogue.next(created, later(created)));
        }
        var orders = new ArrayList<Document>(size.salesOrders());
        for (long created : times(size.salesOrders(), DAYS, 0)) {
            orders.add(paperwork.draft(Lists.documents("salesorders"), created));
        }
        orders.forEach(history::ofOrder);
        orders.forEach(it -> ledger.add("salesorders", it));
        invoices(size.invoices(), orders).forEach(it -> ledger.add("invoices", it));
        for (long created : times(size.bills(), DAYS, 0)) {
            var bill = paperwork.draft(Lists.documents("bills"), created);
            history.ofBill(bill);
            ledger.add("bills", bill);
        }
        cashbook.found(ledger);
        returns.found(ledger);
        Lists.all().forEach(it -> it.found(this, ledger));
    }

    /** About three in five come from an order, a day later. */
    private List<Document> invoices(int count, List<Document> orders) {
        var plans = new ArrayList<Plan>(count);
        for (var order : orders) {
            long created = order.created() + 86_400;
            if (History.invoiceable(order) && plans.size() < count * 3 / 5 && created < latest) {
                plans.add(new Plan(created, order));
            } else {
                history.leaveOpen(order);
            }
        }
        for (long created : times(count - plans.size(), DAYS, 0)) {
            plans.add(new Plan(created, null));
        }
        plans.sort(Comparator.comparingLong(Plan::created));
        var invoices = new ArrayList<Document>(count);
        for (var plan : plans) {
            var order = plan.order();
            var invoice = order == null
                    ? paperwork.draft(Lists.documents("invoices"), plan.created())
                    : paperwork.invoiceOf(order, plan.created());
            history.ofInvoice(invoice);
            invoices.add(invoice);
        }
        return invoices;
    }

    private record Plan(long created, @Nullable Document order) {}

    long now() {
        return world.now();
    }

    World world() {
        return world;
    }

    /** The end of yesterday's business: nothing is founded later. */
    long latest() {
        return latest;
    }

    Ids ids() {
        return ids;
    }

    /** A list's own chance: another list does not change its numbers. */
    Random random(ListKind list) {
        return randoms.computeIfAbsent(list.name(), name -> new Random(seed ^ name.hashCode()));
    }

    ContactBook contacts() {
        return contacts;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Paperwork paperwork() {
        return paperwork;
    }

    Cashbook cashbook() {
        return cashbook;
    }

    /** A new place of business. */
    Location location(Ledger ledger) {
        int place =
                1 + ledger.locations().stream().mapToInt(Location::place).max().orElse(-1);
        long main = locations.get(0).id();
        return new Location(ids.next(10), now(), "New Store " + place, "Baghdad", "شارع الرشيد 1", main, place);
    }

    /** Moments in business hours, in order, the oldest and the youngest so many days ago. */
    private long[] times(int count, int oldest, int youngest) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            int daysAgo = 1 + youngest + random.nextInt(oldest - youngest);
            long opened = latest - (daysAgo - 1) * 86_400L - (CLOSING - OPENING) * 3600;
            times[i] = opened + random.nextInt((CLOSING - OPENING - 1) * 3600);
        }
        Arrays.sort(times);
        return times;
    }

    private long later(long created) {
        return random.nextInt(3) == 0 ? created : created + (long) (random.nextDouble() * (latest - created));
    }
}
