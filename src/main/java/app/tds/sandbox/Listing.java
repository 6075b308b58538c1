package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What one product documents of one list; what is not here is ignored without a word. */
final class Listing {

    private final Product product;
    private final String reportName;
    private final String defaultSort;
    private Set<String> sorts = Set.of();
    private Map<String, Predicate<Entry>> filters = Map.of();
    private boolean modifiedFilter;
    private boolean dateFilter;
    private boolean typeFilter;
    private List<String> sums = List.of();
    private boolean paged = true;
    private boolean sorted = true;
    private boolean settings;
    private String everything = "";
    private String moreOfContext = "";
    private boolean documents = true;

    private Listing(Product product, String reportName, String defaultSort) {
        this.product = product;
        this.reportName = reportName;
        this.defaultSort = defaultSort;
    }

    /** A list that documents neither filter nor order: the product honours paging only, and hides nothing. */
    static Listing of(Product product, String reportName, String defaultSort) {
        return new Listing(product, reportName, defaultSort);
    }

    Listing filters(Map<String, Predicate<Entry>> documented) {
        filters = documented;
        return this;
    }

    Listing sorts(String... columns) {
        sorts = Set.of(columns);
        return this;
    }

    /** The list has the filter {@code last_modified_time}. */
    Listing filtersByModification() {
        modifiedFilter = true;
        return this;
    }

    /** The list has the filters {@code date_start}, {@code date_end} and their kind. */
    Listing filtersByDate() {
        dateFilter = true;
        return this;
    }

    /** The list has the parameter {@code response_option}: count and sums, with the rows or without. */
    Listing countsAndSums(String... fields) {
        sums = List.of(fields);
        return this;
    }

    /** The list has the filter {@code contact_type}. */
    Listing filtersByType() {
        typeFilter = true;
        return this;
    }

    /** The product answers all rows at once, without {@code page_context}. */
    Listing atOnce() {
        paged = false;
        return this;
    }

    /** The answers of the list do not say in which order it comes. */
    Listing inNoOrder() {
        sorted = false;
        return this;
    }

    /** The name in answers of the filter of a list that shows all records by default. */
    Listing showsAllAs(String filter) {
        everything = filter;
        return this;
    }

    /** The answers of the list do not name a filter. */
    Listing withoutFilter() {
        return showsAllAs("-");
    }

    /** The list is below {@code /settings}. */
    Listing inSettings() {
        settings = true;
        return this;
    }

    /** The product says something more of the page, such as {@code "custom_fields":[]}. */
    Listing says(String members) {
        moreOfContext = "," + members;
        return this;
    }

    /** The product answers no single document of the list. */
    Listing withoutDocuments() {
        documents = false;
        return this;
    }

    Product product() {
        return product;
    }

    String reportName() {
        return reportName;
    }

    String defaultSort() {
        return defaultSort;
    }

    boolean modifiedFilter() {
        return modifiedFilter;
    }

    boolean dateFilter() {
        return dateFilter;
    }

    List<String> sums() {
        return sums;
    }

    boolean typeFilter() {
        return typeFilter;
    }

    boolean paged() {
        return paged;
    }

    boolean sorted() {
        return sorted;
    }

    boolean settings() {
        return settings;
    }

    boolean namesFilter() {
        return !everything.equals("-");
    }

    String moreOfContext() {
        return moreOfContext;
    }

    boolean documents() {
        return documents;
    }

    boolean sorts(String column) {
        return sorts.contains(column);
    }

    /** Whether the list honours paging only. */
    boolean onlyPages() {
        return filters.isEmpty();
    }

    /** The filter that is really applied when this one is asked for. */
    String applied(String filter) {
        return filters.containsKey(filter) ? filter : unasked();
    }

    private String unasked() {
        if (!everything.isEmpty()) {
            return everything;
        }
        return onlyPages() ? Filters.ALL : Filters.DEFAULT;
    }

    Predicate<Entry> shows(String applied) {
        return onlyPages() ? it -> true : filters.getOrDefault(applied, Filters::visible);
    }
}
