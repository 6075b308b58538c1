package app.tds;

import app.tds.sandbox.Company;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people do in a company on one day, the same for the same seed: half an hour at a time. */
final class WorkingDay {

    /** Half hours of a day. */
    static final int HALF_HOURS = 48;

    private static final int OPENS = 18;
    private static final int CLOSES = 34;
    private static final int PRICES_CHANGE = 40;
    private static final int STOCK_IS_COUNTED = 44;

    private final Company company;
    private final Random random;
    private final List<String> counted;

    /** Before the first day: a list has so many records. */
    static void fill(Company company, String list, int count) {
        for (int missing = count - company.ids(list).size(); missing > 0; missing--) {
            company.create(list);
        }
    }

    WorkingDay(Company company, long seed) {
        this.company = company;
        this.random = new Random(seed);
        this.counted = company.ids("items").stream()
                .filter(id -> !company.row("items", id)
                        .path("stock_on_hand")
                        .asString("")
                        .isEmpty())
                .toList();
    }

    /** Everything that happens in that half hour of the day, the first being 0. */
    void halfHour(int number) {
        if (number >= OPENS && number < CLOSES) {
            business(number);
        } else if (number == PRICES_CHANGE) {
            some(company.ids("items"), 400)
                    .forEach(id -> edit("items", id, "rate", new BigDecimal(1000 + random.nextInt(90_000))));
        } else if (number == STOCK_IS_COUNTED) {
            some(counted, 300).forEach(this::move);
        }
    }

    private void business(int number) {
        for (int sale = 0; sale < 4; sale++) {
            company.create("invoices");
            for (int line = 0; line <= random.nextInt(3); line++) {
                move(one(counted));
            }
        }
        for (int i = 0; i < 2; i++) {
            company.create("salesorders");
            company.create("customerpayments");
            edit("invoices", one(company.ids("invoices")), "reference_number", "PO-" + random.nextInt(100_000));
            edit("salesorders", one(company.ids("salesorders")), "reference_number", "SO-" + random.nextInt(100_000));
            edit("contacts", one(company.ids("contacts")), "phone", "+964 770 " + random.nextInt(10_000_000));
            edit("items", one(company.ids("items")), "description", "Shelf " + random.nextInt(1000));
        }
        switch (number % 4) {
            case 0 -> company.create("bills");
            case 1 -> company.create("contacts");
            case 2 -> company.create("items");
            default -> company.delete("invoices", one(company.ids("invoices")));
        }
    }

    private void move(String item) {
        company.moveStock(item, one(company.ids("locations")), new BigDecimal(random.nextInt(9) - 10));
    }

    private void edit(String list, String id, String field, Object value) {
        company.edit(list, id, Map.of(field, value));
    }

    private List<String> some(List<String> ids, int count) {
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private String one(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }
}
