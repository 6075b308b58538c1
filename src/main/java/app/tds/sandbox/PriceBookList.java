package app.tds.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lists of prices: six for each company, of all kinds; their items are in the documents only. */
final class PriceBookList extends ListKind {

    private static final Template ROW = Template.of("""
            {"pricebook_id":$id, "name":$name, "description":"", "currency_id":$currency_id,
            "currency_code":$currency_code, "decimal_place":0, "is_increase":$is_increase, "percentage":$percentage,
            "pricebook_rate":$percentage, "pricebook_type":$type, "pricing_scheme":$scheme,
            "rounding_type":$rounding, "sales_or_purchase_type":$trade, "status":$status,
            "last_modified_time":$modified}""");

    private static final Template DETAIL = Template.of("""
            {"pricebook_id":$id, "name":$name, "description":"", "currency_id":$currency_id,
            "currency_code":$currency_code, "decimal_place":0, "is_increase":$is_increase, "percentage":$percentage,
            "pricebook_rate":$percentage, "pricebook_type":$type$scheme_member, "rounding_type":$rounding,
            "sales_or_purchase_type":$trade, "status":$status, "is_default":$is_default, "products":[],
            "pricebook_items":[$items]}""");

    private static final Template UNIT = Template.of("""
            {"pricebook_item_id":$price_id, "item_id":$item_id, "name":$item_name, "can_be_sold":true,
            "can_be_purchased":$can_be_purchased, "pricebook_discount":$discount, "pricebook_rate":$rate}""");

    private static final Template VOLUME = Template.of("""
            {"item_id":$item_id, "name":$item_name, "can_be_sold":true, "can_be_purchased":$can_be_purchased,
            "price_brackets":[$brackets]}""");

    private static final Template BRACKET = Template.of("""
            {"pricebook_item_id":$price_id, "start_quantity":$start, "end_quantity":$end, "pricebook_discount":"",
            "pricebook_rate":$rate}""");

    private static final int[] STARTS = {1, 10, 50};

    PriceBookList() {
        super(
                "pricebooks",
                "Price List",
                Listing.of(Product.BOOKS, "Price Lists", "name").inNoOrder().showsAllAs("SalesOrPurchaseType.All"));
    }

    @Override
    void found(Founding founding, Ledger ledger) {
        if (ledger.all("items").isEmpty()) {
            return;
        }
        List.of(
                        new Facts(
                                "جملة - Wholesale", Currency.IQD, "per_item", "unit", 0, true, "no_rounding", "sales"),
                        new Facts("Export USD", Currency.USD, "per_item", "unit", 0, false, "no_rounding", "sales"),
                        new Facts("Club volume", Currency.IQD, "per_item", "volume", 0, false, "no_rounding", "sales"),
                        new Facts("Showroom", null, "fixed_percentage", "", 1250, false, "no_rounding", "sales"),
                        new Facts(
                                "End of season",
                                null,
                                "fixed_percentage",
                                "",
                                -750,
                                false,
                                "round_to_dollar_minus_01",
                                "sales"),
                        new Facts("Imports", Currency.USD, "per_item", "unit", 0, false, "no_rounding", "purchases"))
                .forEach(facts -> ledger.add(this, book(facts, founding, ledger, founding.latest() - 86_400)));
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        String name = "Price list " + (ledger.all(this).size() + 1);
        var facts = new Facts(name, Currency.IQD, "per_item", "unit", 0, false, "no_rounding", "sales");
        return book(facts, founding, ledger, founding.now());
    }

    /** About two in three items have a price in the list, a few of these a tenth less than usual. */
    private Book book(Facts facts, Founding founding, Ledger ledger, long created) {
        Random random = founding.random(this);
        long id = founding.ids().next(10);
        var prices = new ArrayList<Price>();
        var currency = facts.currency();
        for (var entry : currency == null ? List.<Entry>of() : ledger.all("items")) {
            var item = (Item) entry;
            int discount = random.nextInt(10) == 0 ? 10 : 0;
            if (random.nextInt(3) > 0 && item.facts().rate() > 0) {
                long rate = Math.max(
                        1,
                        item.facts().rate()
                                * (100 - discount)
                                / 100
                                / Objects.requireNonNull(currency).rate());
                prices.add(new Price(founding.ids().next(5), item, rate, discount));
            }
        }
        return new Book(id, created, facts, prices);
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        ROW.render(out, (slot, json) -> write(slot, (Book) entry, json));
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        DETAIL.render(out, (slot, json) -> write(slot, (Book) entry, json));
    }

    @Override
    String scope(Product product) {
        return "settings";
    }

    private static void write(String slot, Book book, JsonText out) {
        var facts = book.facts;
        switch (slot) {
            case "id" -> out.id(book.id());
            case "name" -> out.text(facts.name());
            case "currency_id" ->
                out.text(facts.currency() == null ? "" : facts.currency().id());
            case "currency_code" ->
                out.text(facts.currency() == null ? "" : facts.currency().name());
            case "is_increase" -> out.flag(facts.percentage() > 0);
            case "percentage" -> percentage(facts, out);
            case "type" -> out.text(facts.type());
            case "scheme" -> out.text(facts.scheme());
            // Documents of percentages do not have it.
            case "scheme_member" -> {
                if (!facts.scheme().isEmpty()) {
                    out.raw(",\"pricing_scheme\":").text(facts.scheme());
                }
            }
            case "rounding" -> out.text(facts.rounding());
            case "trade" -> out.text(facts.trade());
            case "status" -> out.text(book.status());
            case "is_default" -> out.flag(facts.isDefault());
            case "modified" -> out.time(book.modified());
            case "items" -> items(book, out);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }

    private static void percentage(Facts facts, JsonText out) {
        if (facts.currency() == null) {
            out.money(Math.abs(facts.percentage()));
        } else {
            out.text("");
        }
    }

    private static void items(Book book, JsonText out) {
        String separator = "";
        for (var price : book.prices) {
            out.raw(separator);
            Template template = book.facts.scheme().equals("volume") ? VOLUME : UNIT;
            template.render(out, (slot, json) -> write(slot, price, json));
            separator = ",";
        }
    }

    private static void write(String slot, Price price, JsonText out) {
        switch (slot) {
            case "price_id" -> out.id(price.id());
            case "item_id" -> out.id(price.item().id());
            case "item_name" -> out.text(price.item().value("name").toString());
            case "can_be_purchased" -> out.flag(price.item().purchased());
            case "discount" -> out.text(price.discount() == 0 ? "" : price.discount() + "%");
            case "rate" -> out.money(price.rate());
            case "brackets" -> brackets(price, out);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }

    /** The more, the cheaper, and each with an id of its own. */
    private static void brackets(Price price, JsonText out) {
        for (int i = 0; i < STARTS.length; i++) {
            int number = i;
            out.raw(i == 0 ? "" : ",");
            BRACKET.render(out, (slot, json) -> {
                switch (slot) {
                    case "price_id" -> json.id(price.id() + number);
                    case "start" -> json.money(STARTS[number] * 100L);
                    case "end" -> end(number, json);
                    default -> json.money(Math.max(1, price.rate() * (100 - 5 * number) / 100));
                }
            });
        }
    }

    private static void end(int number, JsonText out) {
        if (number == STARTS.length - 1) {
            out.text("");
        } else {
            out.money((STARTS[number + 1] - 1) * 100L);
        }
    }

    /**
     * What is said of a list.
     *
     * @param currency none if it is a percentage
     * @param percentage in hundredths, negative if prices are marked down
     */
    private record Facts(
            String name,
            @Nullable Currency currency,
            String type,
            String scheme,
            int percentage,
            boolean isDefault,
            String rounding,
            String trade) {}

    /** What an item costs, in hundredths. */
    private record Price(long id, Item item, long rate, int discount) {}

    private static final class Book extends Entry {

        private final Facts facts;
        private final List<Price> prices;

        private Book(long id, long created, Facts facts, List<Price> prices) {
            super(id, created, created);
            this.facts = facts;
            this.prices = List.copyOf(prices);
        }

        @Override
        Object born(String field) {
            return switch (field) {
                case "name" -> facts.name();
                case "status" -> facts.rounding().equals("no_rounding") ? "active" : "inactive";
                default -> "";
            };
        }
    }
}
