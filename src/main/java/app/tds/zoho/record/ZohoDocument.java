package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.ChildSet;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceField;
import app.tds.source.SourceRecord;
import app.tds.source.Translation.Remark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What complete documents of one kind mean: a row and its parts. */
final class ZohoDocument implements DetailTranslation {

    /** Lists that are remarked of one document. */
    private static final int MOST_UNREAD = 50;

    private final Rows rows;
    private final List<Parts<?>> parts;
    private final Set<String> whole;
    private final Set<String> leftOut;

    /**
     * @param whole the fields that a document has that came whole without being asked for; none if no document comes so
     */
    ZohoDocument(Rows rows, List<Parts<?>> parts, String... whole) {
        this.rows = rows;
        this.parts = parts;
        this.whole = Set.of(whole);
        this.leftOut = rows.kinds().stream()
                .flatMap(kind -> Stream.ofNullable(kind.getAnnotation(LeftOut.class)))
                .flatMap(lists -> Stream.of(lists.value()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The array that holds parts of this kind; empty if there is none, or if the parts are read in a way of their own.
     */
    String array(Class<?> kind) {
        return parts.stream()
                .filter(it -> it.kind() == kind)
                .map(Parts::array)
                .findFirst()
                .orElse("");
    }

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return parts.stream()
                .map(Parts::kind)
                .filter(kind -> !kind.getAnnotation(PartOf.class).listed())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        TdsRow row = rows.read(zoho, Answer.DOCUMENT);
        List<ChildSet<?>> children = children(zoho, row);
        List<Remark> remarks = Stream.of(
                        zoho.remarks().stream(), children.stream().flatMap(ZohoDocument::repeated), unread(zoho))
                .flatMap(it -> it)
                .toList();
        return new Detailed(row, children, remarks);
    }

    @Override
    public List<SourceField> fields(SourceRecord detail) {
        ZohoRecord traced = ZohoRecord.detail(detail).traced();
        return traced.fieldsOf(detail, () -> children(traced, rows.read(traced, Answer.DOCUMENT)));
    }

    /** A remark for each list of records that no row is made of, except lists that are left out on purpose. */
    private Stream<Remark> unread(ZohoRecord zoho) {
        return zoho.unreadLists().entrySet().stream()
                .filter(list -> !leftOut.contains(list.getKey()))
                .limit(MOST_UNREAD)
                .map(list -> new Remark(
                        ZohoRecord.printablePath(list.getKey()),
                        list.getValue() + (list.getValue() == 1 ? " entry" : " entries")
                                + " of which no row is made: only the payload has what is in this list"));
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        ZohoRecord zoho = ZohoRecord.detail(document);
        return !whole.isEmpty() && Completeness.of(zoho.fields(), kept, whole) && saysAllParts(zoho);
    }

    /** Parts in an array that no whole document has to have may be missing. */
    private boolean saysAllParts(ZohoRecord zoho) {
        TdsRow row = rows.read(zoho, Answer.DOCUMENT);
        return parts.stream()
                .filter(it -> it.array().isEmpty() || whole.contains(it.array()))
                .allMatch(it -> it.of(zoho, row) != null);
    }

    /** A remark for each id that several parts of one kind have: a table keeps only one row for each id. */
    private static Stream<Remark> repeated(ChildSet<?> parts) {
        String table = parts.kind().getAnnotation(Table.class).value();
        Map<String, Long> ids = parts.rows().stream()
                .collect(Collectors.groupingBy(TdsChild::sourceId, TreeMap::new, Collectors.counting()));
        return ids.entrySet().stream()
                .filter(id -> id.getValue() > 1)
                .map(id -> new Remark(
                        table + " " + id.getKey(),
                        id.getValue()
                                + " parts of the document have this id, and one row is kept: look at them in Zoho"));
    }

    private List<ChildSet<?>> children(ZohoRecord zoho, TdsRow row) {
        return parts.stream()
                .<@Nullable ChildSet<?>>map(it -> it.of(zoho, row))
                .filter(Objects::nonNull)
                .<ChildSet<?>>map(Objects::requireNonNull)
                .toList();
    }
}
