package app.tds.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages of lists, kept as bytes until the company changes or the day does. */
final class Pages {

    private static final int VIEWS = 16;

    private final World world;
    private final Ledger ledger;
    private final Shapes shapes;
    private final long room = Runtime.getRuntime().maxMemory() / 3;
    private final Map<ListQuery, List<Entry>> views = new LinkedHashMap<>();
    private final Map<ListQuery, byte[]> pages = new LinkedHashMap<>();
    private long used;
    private int day;

    Pages(World world, Ledger ledger, Shapes shapes) {
        this.world = world;
        this.ledger = ledger;
        this.shapes = shapes;
    }

    /** A change of one list shows in its pages and in the pages of lists that print its values. */
    void forget(ListKind changed) {
        views.keySet().removeIf(it -> shows(it, changed));
        pages.keySet().removeIf(it -> shows(it, changed));
        used = pages.values().stream().mapToLong(it -> it.length).sum();
    }

    private static boolean shows(ListQuery query, ListKind changed) {
        return query.list().equals(changed) || query.list().prints().contains(changed.name());
    }

    private void forget() {
        views.clear();
        pages.clear();
        used = 0;
    }

    byte[] page(ListQuery asked, Quirks quirks) {
        if (day != world.today()) {
            forget();
            day = world.today();
        }
        if (!quirks.equals(Quirks.NONE)) {
            return render(honoured(asked, quirks), quirks);
        }
        var known = pages.get(asked);
        if (known != null) {
            return known;
        }
        byte[] page = render(asked, quirks);
        if (used + page.length <= room) {
            used += page.length;
            pages.put(asked, page);
        }
        return page;
    }

    private byte[] render(ListQuery query, Quirks quirks) {
        List<Entry> view = quirks.has(Quirks.Kind.NO_ROWS) ? List.of() : view(query);
        int size = Math.max(1, query.perPage() - quirks.fewerRows());
        int from = (int) Math.min(view.size(), (query.page() - 1L) * size);
        int to = Math.min(view.size(), from + size);
        var out = world.json().raw("{\"code\":0,\"message\":\"success\"");
        if (!quirks.has(Quirks.Kind.NO_ROOT) && query.wantsRows()) {
            rows(
                    view.subList(from, to).stream()
                            .filter(entry -> !quirks.lost().contains(Long.toString(entry.id())))
                            .toList(),
                    query,
                    out);
        }
        if (!quirks.has(Quirks.Kind.NO_PAGE_CONTEXT)) {
            boolean more = quirks.has(Quirks.Kind.ALWAYS_MORE)
                    || to < view.size()
                    || quirks.has(Quirks.Kind.EXTRA_EMPTY_PAGE) && from < to;
            pageContext(query, more, view, out);
        }
        return out.raw("}").bytes();
    }

    private void rows(List<Entry> entries, ListQuery query, JsonText out) {
        out.raw(",").text(query.list().root()).raw(":[");
        String separator = "";
        for (var entry : entries) {
            out.raw(separator);
            shapes.row(query.list(), entry, query.listing().product(), out);
            out.settle();
            separator = ",";
        }
        out.raw("]");
    }

    private static ListQuery honoured(ListQuery asked, Quirks quirks) {
        ListQuery sorted = quirks.has(Quirks.Kind.IGNORED_SORT) ? asked.inUsualOrder() : asked;
        ListQuery counted = quirks.has(Quirks.Kind.IGNORED_OPTION) ? sorted.withoutOption() : sorted;
        return quirks.has(Quirks.Kind.IGNORED_SINCE) ? counted.withoutTimes() : counted;
    }

    private static void pageContext(ListQuery query, boolean more, List<Entry> view, JsonText out) {
        out.raw(",\"page_context\":{\"page\":").number(query.page());
        out.raw(",\"per_page\":").number(query.perPage());
        out.raw(",\"has_more_page\":").flag(more);
        out.raw(",\"report_name\":").text(query.listing().reportName());
        if (query.listing().namesFilter()) {
            out.raw(",\"applied_filter\":").text(query.filter());
        }
        if (!query.since().isEmpty()) {
            out.raw(",\"search_criteria\":[{\"column_name\":\"last_modified_time\",\"search_text\":")
                    .text(query.since())
                    .raw(",\"comparator\":\"greater_than_or_equal\"}]");
        }
        if (query.listing().sorted()) {
            out.raw(",\"sort_column\":").text(query.sortColumn());
            out.raw(",\"sort_order\":").text(query.descending() ? "D" : "A");
        }
        if (query.option() > 0) {
            out.raw(",\"response_option\":").number(query.option());
        }
        if (query.wantsCount()) {
            out.raw(",\"total\":").number(view.size());
        }
        if (query.wantsSums()) {
            query.listing().sums().forEach(field -> out.raw(",\"sum_" + field + "\":" + sum(view, field)));
        }
        out.raw(query.listing().moreOfContext()).raw("}");
    }

    private static String sum(List<Entry> view, String field) {
        return view.stream()
                .map(entry -> new BigDecimal(entry.value(field).toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    private List<Entry> view(ListQuery query) {
        var key = query.firstPage();
        var known = views.get(key);
        if (known != null) {
            return known;
        }
        if (views.size() >= VIEWS) {
            views.clear();
        }
        var view = listed(query);
        views.put(key, view);
        return view;
    }

    private List<Entry> listed(ListQuery query) {
        var view = new ArrayList<>(ledger.all(query.list()));
        view.removeIf(query.matches().negate());
        view.sort(query.order());
        for (var entry : view.stream().filter(Entry::twice).toList()) {
            view.add(Math.min(view.size(), view.indexOf(entry) + query.perPage()), entry);
        }
        return view;
    }
}
