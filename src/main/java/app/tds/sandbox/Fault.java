package app.tds.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One scripted fault: how often, and what goes wrong; the last call puts it in place. */
public final class Fault {

    private final String path;
    private final int page;
    private final String id;
    private final Consumer<Fault> place;
    private int left = 1;
    private boolean always;
    private Script effect = Script.NONE;

    Fault(String path, int page, String id, Consumer<Fault> place) {
        this.path = path;
        this.page = page;
        this.id = id;
        this.place = place;
    }

    /** The next so many matching requests; without this, the next one. */
    public Fault times(int requests) {
        left = requests;
        return this;
    }

    /** Every matching request. */
    public Fault always() {
        always = true;
        return this;
    }

    /** An error of Zoho's; with status 200 an error that only its code gives away. */
    public void status(int status, int zohoCode) {
        place(Script.of(Answer.error(status, zohoCode, "Scripted failure")));
    }

    /** An error that says when to come back. */
    public void status(int status, int zohoCode, Duration retryAfter) {
        var headers = Map.of("Retry-After", Long.toString(retryAfter.toSeconds()));
        place(Script.of(Answer.error(status, zohoCode, "Scripted failure").with(headers)));
    }

    /** An error of CRM's, whose codes are words. */
    public void crm(int status, String code, String message) {
        place(Script.of(Answer.json(
                status,
                code.isEmpty()
                        ? ""
                        : "{\"code\":\"" + code + "\",\"details\":{},\"message\":\"" + message
                                + "\",\"status\":\"error\"}")));
    }

    /** The other way in which Zoho says that it does not know a record. */
    public void notFound() {
        String message = "We couldnt find any resource for the given ID. Please verify the ID and try again.";
        place(Script.of(Answer.error(404, 5, message)));
    }

    /** A web page with status 200. */
    public void html() {
        place(Script.of(Delivery.of(Delivery.Kind.HTML)));
    }

    /** The right body under a type that is not JSON. */
    public void wrongContentType() {
        place(Script.of(Delivery.of(Delivery.Kind.CONTENT_TYPE)));
    }

    /** Half of the body that was announced. */
    public void truncated() {
        place(Script.of(Delivery.of(Delivery.Kind.TRUNCATED)));
    }

    /** Status 200 and nothing. */
    public void empty() {
        place(Script.of(Delivery.of(Delivery.Kind.EMPTY)));
    }

    /** The connection ends before an answer; clients that repeat by themselves ask again. */
    public void reset() {
        place(Script.of(Delivery.of(Delivery.Kind.RESET)));
    }

    /** Silence until {@link Faults#release()}, then the answer. */
    public void hang() {
        hang(Duration.ofDays(1));
    }

    /** Silence for so long or until {@link Faults#release()}, then the answer. */
    public void hang(Duration time) {
        place(Script.of(new Delivery(Delivery.Kind.HANG, time)));
    }

    /** The body in sixteen pieces with a pause before each. */
    public void drip(Duration pause) {
        place(Script.of(new Delivery(Delivery.Kind.DRIP, pause)));
    }

    /** A list without {@code page_context}. */
    public void withoutPageContext() {
        place(Script.of(Quirks.of(Quirks.Kind.NO_PAGE_CONTEXT)));
    }

    /** An answer without the records. */
    public void withoutRoot() {
        place(Script.of(Quirks.of(Quirks.Kind.NO_ROOT)));
    }

    /** Pages hold so many rows fewer than they say; nothing is lost, there are more pages. */
    public void shortPages(int fewerRows) {
        place(Script.of(new Quirks(fewerRows, Set.of(), Set.of())));
    }

    /** The page that should show this record leaves the record out, and says nothing of that. */
    public void losesRow(String sourceId) {
        place(Script.of(new Quirks(0, Set.of(), Set.of(sourceId))));
    }

    /** The last page says there is one more, and that one is empty. */
    public void extraEmptyPage() {
        place(Script.of(Quirks.of(Quirks.Kind.EXTRA_EMPTY_PAGE)));
    }

    /** Every page says there is one more; the pages behind the last record are empty. */
    public void alwaysMore() {
        place(Script.of(Quirks.of(Quirks.Kind.ALWAYS_MORE)));
    }

    /** A page as of a list without a single record. */
    public void emptyList() {
        place(Script.of(Quirks.of(Quirks.Kind.NO_ROWS)));
    }

    /** The whole list, whatever {@code last_modified_time} or the dates ask for. */
    public void ignoreModifiedFilter() {
        place(Script.of(Quirks.of(Quirks.Kind.IGNORED_SINCE)));
    }

    /** The list in its usual order, whatever {@code sort_column} asks for. */
    public void ignoreSort() {
        place(Script.of(Quirks.of(Quirks.Kind.IGNORED_SORT)));
    }

    /** The list without count and sums, whatever {@code response_option} asks for. */
    public void ignoreResponseOption() {
        place(Script.of(Quirks.of(Quirks.Kind.IGNORED_OPTION)));
    }

    /** The person who is asked to allow the client in says no. */
    public void consentRefused() {
        place(Script.of(Quirks.of(Quirks.Kind.NO_CONSENT)));
    }

    private void place(Script effect) {
        this.effect = effect;
        place.accept(this);
    }

    boolean matches(Request request) {
        String asked = path.startsWith("/") ? request.path() : request.method() + " " + request.path();
        boolean here = path.endsWith("*") ? asked.startsWith(path.substring(0, path.length() - 1)) : asked.equals(path);
        boolean about = id.isEmpty() || request.query().values().stream().anyMatch(value -> value.contains(id));
        return here && about && (page == 0 || page == request.page());
    }

    Script strike() {
        left--;
        return effect;
    }

    boolean spent() {
        return !always && left <= 0;
    }
}
