package app.tds.sandbox;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What of a request for a list is really honoured. */
record ListQuery(
        ListKind list,
        Listing listing,
        int page,
        int perPage,
        String filter,
        String sortColumn,
        boolean descending,
        String since,
        Map<String, LocalDate> dates,
        String contactType,
        int option) {

    private static final int MOST = 200;
    private static final List<String> DATES = List.of("date_start", "date_end", "date_before", "date_after");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XXX][XX]");

    static ListQuery of(ListKind list, Listing listing, Map<String, String> asked) {
        String column = asked.getOrDefault("sort_column", "");
        boolean sorts = listing.sorts(column);
        return new ListQuery(
                list,
                listing,
                Math.max(1, number(asked.get("page"), 1)),
                perPage(number(asked.get("per_page"), MOST)),
                listing.applied(asked.getOrDefault("filter_by", "")),
                sorts ? column : listing.defaultSort(),
                descending(listing, sorts, asked.getOrDefault("sort_order", "")),
                listing.modifiedFilter() ? since(asked.getOrDefault("last_modified_time", "")) : "",
                listing.dateFilter() ? dates(asked) : Map.of(),
                listing.typeFilter() ? asked.getOrDefault("contact_type", "") : "",
                listing.sums().isEmpty() ? 0 : number(asked.get("response_option"), 0));
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static int perPage(int asked) {
        return asked < 1 ? MOST : Math.min(asked, MOST);
    }

    private static boolean descending(Listing listing, boolean sorts, String order) {
        boolean byDefault = !sorts && listing.defaultSort().equals("created_time");
        boolean said = (sorts || !listing.onlyPages()) && (order.equals("A") || order.equals("D"));
        return said ? order.equals("D") : byDefault;
    }

    private static String since(String text) {
        if (!text.isEmpty()) {
            second(text);
        }
        return text;
    }

    private static long second(String text) {
        try {
            return OffsetDateTime.parse(text, TIME).toEpochSecond();
        } catch (DateTimeException e) {
            throw new Refusal(400, 2, "Invalid value passed for last_modified_time", e);
        }
    }

    private static Map<String, LocalDate> dates(Map<String, String> asked) {
        var dates = new TreeMap<String, LocalDate>();
        for (String name : DATES) {
            String text = asked.getOrDefault(name, "");
            if (!text.isEmpty()) {
                dates.put(name, day(name, text));
            }
        }
        return dates;
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Refusal(400, 2, "Invalid value passed for " + name, e);
        }
    }

    ListQuery withoutTimes() {
        return new ListQuery(
                list, listing, page, perPage, filter, sortColumn, descending, "", Map.of(), contactType, option);
    }

    ListQuery inUsualOrder() {
        return new ListQuery(
                list,
                listing,
                page,
                perPage,
                filter,
                listing.defaultSort(),
                descending(listing, false, ""),
                since,
                dates,
                contactType,
                option);
    }

    ListQuery firstPage() {
        return new ListQuery(list, listing, 1, perPage, filter, sortColumn, descending, since, dates, contactType, 0);
    }

    /** Whether rows are wanted, and not count and sums alone. */
    boolean wantsRows() {
        return option != 2 && option != 3;
    }

    boolean wantsCount() {
        return option >= 1 && option <= 3;
    }

    boolean wantsSums() {
        return option == 1 || option == 3 || option == 4;
    }

    ListQuery withoutOption() {
        return new ListQuery(
                list, listing, page, perPage, filter, sortColumn, descending, since, dates, contactType, 0);
    }

    Predicate<Entry> matches() {
        Predicate<Entry> all = listing.shows(filter);
        if (contactType.equals("customer") || contactType.equals("vendor")) {
            all = all.and(it -> it.value("contact_type").equals(contactType));
        }
        if (!since.isEmpty()) {
            long from = second(since);
            all = all.and(it -> it.modified() >= from);
        }
        return dates.isEmpty()
                ? all
                : all.and(it -> dated(LocalDate.parse(it.value("date").toString())));
    }

    private boolean dated(LocalDate day) {
        return dates.entrySet().stream().allMatch(asked -> {
            int order = day.compareTo(asked.getValue());
            return switch (asked.getKey()) {
                case "date_start" -> order >= 0;
                case "date_end" -> order <= 0;
                case "date_before" -> order < 0;
                default -> order > 0;
            };
        });
    }

    /** Ties go by age, so the order is total. */
    Comparator<Entry> order() {
        Comparator<Entry> ascending = sortColumn.equals("created_time")
                ? Comparator.comparingLong(Entry::created)
                : (a, b) -> compare(a.value(sortColumn), b.value(sortColumn));
        ascending = ascending.thenComparingLong(Entry::id);
        return descending ? ascending.reversed() : ascending;
    }

    private static int compare(Object a, Object b) {
        return a instanceof BigDecimal x && b instanceof BigDecimal y
                ? x.compareTo(y)
                : a.toString().compareToIgnoreCase(b.toString());
    }
}
