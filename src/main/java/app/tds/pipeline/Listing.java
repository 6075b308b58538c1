package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.mirror.TdsRow;
import app.tds.mirror.TdsTables;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import app.tds.source.SourceTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of one list for one run, each compared with the mirror.
 *
 * <p>A list that grows at its end is read from the end to the beginning. A deletion meanwhile moves other records
 * towards the pages that are still to come, so that no record is missed. Any other list may shift in its middle: of several
 * pages of changes, and of a full import, each is read once more after the one behind it. No order and no filter is ever
 * trusted: the answers and the rows show whether the source kept to it.
 */
final class Listing implements PagePrefetch.Pages {

    private static final Logger log = LoggerFactory.getLogger(Listing.class);

    /** What a number of records may be called; no document names it. */
    private static final Pattern COUNT = Pattern.compile("count|^total(_records)?$");

    private final Source source;
    private final SourceQuery query;
    private final TdsTables tables;
    private final Set<Class<? extends TdsRow>> kinds;

    /** One thread, which ends by itself should nobody come to close this. */
    private final ExecutorService fetching =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "fetch");
                thread.setDaemon(true);
                return thread;
            });

    private final ListEnd end;
    private final @Nullable Witness witness;
    private final @Nullable String counting;
    private boolean shown;
    private boolean backwards;
    private final boolean twice;
    private @Nullable Future<SourcePage> next;
    /** The page that is read once more, or was; 0 before that. */
    private int again;
    /** What follows the page that is read once more; 0 if nothing does. */
    private int afterwards;

    private boolean honoured = true;
    private @Nullable Instant oldestSeen;

    /**
     * @param witness a record that the list has to show; null if there is none
     * @param counting the parameter that asks how many records the list has; null if the list has none
     */
    Listing(
            Source source,
            SourceQuery query,
            TdsTables tables,
            Set<Class<? extends TdsRow>> kinds,
            @Nullable Witness witness,
            @Nullable String counting) {
        this.witness = witness;
        this.counting = counting;
        this.source = source;
        this.query = query;
        this.tables = tables;
        this.kinds = kinds;
        this.end = new ListEnd(query);
        this.backwards = source.growsAtItsEnd(query) && query.changes() == null;
        this.twice = source.pagesShift(query) && (query.changes() != null || query.priority() == Priority.FULL);
    }

    @Override
    public ListedPage first() {
        return listed(backwards ? lastPage() : source.fetch(query, 1));
    }

    /** Changes are few, and with a filter that is honoured now and then the next page is another list's. */
    @Override
    public boolean canGoOn() {
        return query.changes() == null;
    }

    @Override
    public ListedPage get(int number) {
        return listed(next == null ? source.fetch(query, number) : fetched(next));
    }

    /** While this page is compared, the next one is fetched. */
    private ListedPage listed(SourcePage answered) {
        SourcePage page = isDoubtful(answered) ? lookedAgain(answered) : answered;
        shown |= !page.records().isEmpty();
        int following = following(page);
        next = following == 0 ? null : fetching.submit(() -> source.fetch(query, following));
        return new ListedPage(page.number(), compared(page.records()), following, page.calls());
    }

    /** An empty page where there have to be rows: the first one, or one before another that had some. */
    private boolean isDoubtful(SourcePage page) {
        return page.records().isEmpty() && (page.number() == 1 ? witness != null || shown : backwards && shown);
    }

    /** A list that stays empty has to be explained. */
    private SourcePage lookedAgain(SourcePage empty) {
        log.warn(
                "run {}: page {} of {}{} is empty, though it should show records; it is asked for once more",
                query.runId(),
                empty.number(),
                query.api(),
                query.path());
        SourcePage again = source.fetch(query, empty.number());
        int calls = empty.calls() + again.calls();
        if (again.records().isEmpty() && !again.more() && !shown && witness != null) {
            calls += witness.explain(query);
        }
        return new SourcePage(again.number(), again.records(), again.more(), again.inOrder(), calls);
    }

    private int following(SourcePage page) {
        if (backwards && page.inOrder()) {
            return page.number() - 1;
        }
        if (backwards) {
            return forwards(page);
        }
        end.read(page);
        if (!page.inOrder()
                && honoured
                && query.changes() != null
                && query.changes().by() == Means.SORT) {
            ignored("answered in another order", Means.SORT);
        }
        if (twice && page.number() == again) {
            return afterwards;
        }
        // Not the one after what was asked for: a source that lost its place begins again.
        int following = reachedKnown(page.records()) || !page.more() ? 0 : page.number() + 1;
        if (!twice || !honoured || page.number() == 1) {
            return following;
        }
        again = page.number() - 1;
        afterwards = following;
        return again;
    }

    /** The list does not grow at its end: what was read of it from there proves nothing, and it is read from its first page. */
    private int forwards(SourcePage page) {
        backwards = false;
        log.warn(
                "run {}: {}{} was asked for in the order of creation, but page {} is in another order. The run reads the"
                        + " list from its first page, and reads each page again after the next one",
                query.runId(),
                query.api(),
                query.path(),
                page.number());
        return page.number() == 1 && !page.more() ? 0 : 1;
    }

    /**
     * The last page of the list. The search begins at the page that the mirror's rows would fill. Where the mirror has no
     * more than one page, the first page may say how many records there are. The search goes on in steps that double, and
     * then halves the last step. An empty page is a good answer where the list may end, and behind its end.
     */
    private SourcePage lastPage() {
        int expected = expectedPages();
        SourceTotals said = expected == 1 && counting != null ? counted(counting) : null;
        SourcePage page = said == null ? source.fetch(query, expected) : said.page();
        int calls = page.calls();
        int full = 0;
        int counted = said == null || !page.more() ? 0 : pages(said);
        if (counted > 1) {
            full = page.number();
            page = source.fetch(query, counted);
            calls += page.calls();
        }
        for (int step = 1; page.more(); step *= 2) {
            full = page.number();
            page = source.fetch(query, end.behind(full, step));
            calls += page.calls();
        }
        while (full > 0 && page.records().isEmpty() && page.number() > full + 1) {
            SourcePage between = source.fetch(query, (full + page.number()) / 2);
            calls += between.calls();
            if (between.more()) {
                full = between.number();
            } else {
                page = between;
            }
        }
        return new SourcePage(page.number(), page.records(), page.more(), page.inOrder(), calls);
    }

    private int expectedPages() {
        return Math.max(1, pages(tables.alive(kinds, query.organizationId())));
    }

    private int pages(long rows) {
        return Math.toIntExact((rows + query.pageSize() - 1) / query.pageSize());
    }

    /** The first page with numbers about the whole list; null if the source refuses the question. */
    private @Nullable SourceTotals counted(String parameter) {
        try {
            return source.totals(query, parameter, true);
        } catch (SourceFailure.Refused refused) {
            log.debug("run {}: {}{} is not counted", query.runId(), query.api(), query.path(), refused);
            return null;
        }
    }

    /** Pages of as many records as the numbers seem to say; 0 if none does. A wrong number costs calls and nothing else. */
    private int pages(SourceTotals said) {
        return said.numbers().entrySet().stream()
                .filter(number -> COUNT.matcher(number.getKey()).find())
                .map(number -> number.getValue().stripTrailingZeros())
                .filter(number -> number.scale() <= 0
                        && number.compareTo(
                                        BigDecimal.valueOf(said.page().records().size()))
                                > 0
                        && number.compareTo(BigDecimal.valueOf((long) ListEnd.LAST_PAGE * query.pageSize())) <= 0)
                .mapToInt(number -> pages(number.longValueExact()))
                .min()
                .orElse(0);
    }

    private static SourcePage fetched(Future<SourcePage> page) {
        try {
            return page.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new CancellationException("nobody asks for more");
        }
    }

    @Override
    public void close() {
        fetching.shutdownNow();
    }

    private List<ListedRecord> compared(List<SourceRecord> records) {
        List<String> ids = records.stream()
                .map(SourceRecord::sourceId)
                .filter(Objects::nonNull)
                .toList();
        Map<String, byte[]> known = tables.fingerprints(kinds, query.organizationId(), ids);
        return records.stream()
                .map(record -> new ListedRecord(record, unchanged(record, known)))
                .toList();
    }

    private static boolean unchanged(SourceRecord record, Map<String, byte[]> known) {
        byte[] fingerprint = record.sourceId() == null ? null : known.get(record.sourceId());
        return fingerprint != null && Arrays.equals(fingerprint, record.fingerprint());
    }

    /** Whether everything after these records was modified before the time asked for. */
    private boolean reachedKnown(List<SourceRecord> records) {
        Changes changes = query.changes();
        if (changes == null || !honoured) {
            return false;
        }
        boolean older = false;
        for (SourceRecord record : records) {
            Instant modified = record.modifiedAt();
            if (modified == null) {
                continue;
            }
            boolean before = modified.isBefore(changes.since());
            if (changes.by() == Means.FILTER ? before : outOfOrder(modified)) {
                ignored("answered with record " + record.sourceId() + " of " + PlainTime.utc(modified), changes.by());
                return false;
            }
            older |= before;
            oldestSeen = modified;
        }
        return changes.by() == Means.SORT && older;
    }

    private void ignored(String answered, Means means) {
        honoured = false;
        log.warn(
                "run {}: {}{} was asked for changes since {} by {}, but {}: the {} was ignored, so the whole list is read",
                query.runId(),
                query.api(),
                query.path(),
                query.changes() == null ? "ever" : PlainTime.utc(query.changes().since()),
                means,
                answered,
                means);
    }

    private boolean outOfOrder(Instant modified) {
        return oldestSeen != null && modified.isAfter(oldestSeen);
    }
}
