package app.tds.pipeline;

import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Believes that a list goes on only within bounds: a source that always says so would use up the calls of the day. */
final class ListEnd {

    /** Ten million records, 200 to a page. */
    static final int LAST_PAGE = 50_000;

    /** Pages in a row that show nothing new. */
    static final int PATIENCE = 10;

    private final SourceQuery query;
    private final Set<Integer> shown = new HashSet<>();
    private int farthest;
    private int nothingNew;

    ListEnd(SourceQuery query) {
        this.query = query;
    }

    /** The page so many behind this one, which says that another one follows. */
    int behind(int page, int steps) {
        if (page > LAST_PAGE) {
            throw endless("page " + page);
        }
        return page + steps;
    }

    /** A page of a list that is read forwards; pages that are read again count for nothing. */
    void read(SourcePage page) {
        if (page.number() <= farthest) {
            return;
        }
        farthest = page.number();
        boolean isNew = !page.records().isEmpty()
                && shown.add(Arrays.hashCode(page.records().get(0).json()));
        nothingNew = isNew ? 0 : nothingNew + 1;
        if (page.more() && (nothingNew >= PATIENCE || farthest > LAST_PAGE)) {
            throw endless("page " + farthest + ", and the last " + nothingNew + " pages showed nothing new");
        }
    }

    private SourceFailure endless(String where) {
        return new SourceFailure.Unavailable(
                query.api() + query.path() + " of organization " + query.organizationId()
                        + " does not end: another page is said to follow " + where
                        + ". The list is not believed, and the watermark stays where it is. If that happens again, report"
                        + " it to the support of the source.",
                null);
    }
}
