package app.tds.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.util.RawValue;

/** The truth about one sandbox organization, and the hand that changes it. */
public final class Company {

    /** Given to {@link #poison} as a value, takes the field out of the row. */
    public static final Object REMOVED = new Object();

    private static final Set<String> CHANGED = Set.of("add", "edit", "add_edit");
    private static final Set<String> DELETED = Set.of("delete");

    private final World world;
    private final Ledger ledger = new Ledger();
    private final Founding founding;
    private final Shapes shapes;
    private final Pages pages;
    private final Crm crm;
    private final Webhooks webhooks = new Webhooks();
    private final Map<String, String> lagging = new HashMap<>();
    private final Automation automation;

    Company(World world, CompanySize size, long seed, int position) {
        this.world = world;
        this.founding = new Founding(world, seed, position);
        this.shapes = new Shapes(world, ledger);
        this.pages = new Pages(world, ledger, shapes);
        this.crm = new Crm(world, ledger);
        this.automation = new Automation(world);
        founding.found(size, ledger);
    }

    /** The id its API calls carry. */
    public String organizationId() {
        return world.organizationId();
    }

    /** Enters something new, as a person would today, and answers its id. */
    public synchronized String create(String list) {
        var kind = Lists.named(list);
        var entry = kind.next(founding, ledger);
        ledger.add(kind, entry);
        pages.forget(kind);
        tell(kind, Long.toString(entry.id()), CHANGED, "insert");
        return Long.toString(entry.id());
    }

    /** What tells others of changes. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** The webhooks and rules in its settings; what they tell is sent by {@link #webhooks()}. */
    public Automation automation() {
        return automation;
    }

    /** The channels through which CRM tells of changes; what they tell is sent by {@link #webhooks()}. */
    public CrmChannels channels() {
        return crm.channels();
    }

    private void tell(ListKind list, String id, Set<String> ruleTypes, String operation) {
        if (list instanceof CrmList module) {
            channels()
                    .of(module.moduleName())
                    .forEach(channel -> webhooks.notify(
                            channel.address(),
                            CrmChannels.body(
                                    channel,
                                    module,
                                    id,
                                    operation,
                                    world.clock().millis())));
        }
        webhooks.changed(list, id, ruleTypes.equals(DELETED), () -> detail(list.name(), id));
        if (automation.hasRules()) {
            var document = detail(list.name(), id);
            automation
                    .targets(list.module(document), ruleTypes)
                    .forEach(target -> webhooks.tell(list, id, document, target));
        }
    }

    /** Changes fields the way a person does: the modification time moves to now. */
    public synchronized void edit(String list, String id, Map<String, Object> fields) {
        editSilently(list, id, fields);
        ledger.get(Lists.named(list), id).modifiedAt(world.now());
        tell(Lists.named(list), id, CHANGED, "update");
    }

    /**
     * Changes fields the way Zoho itself does, leaving the modification time alone; to set that time, give
     * {@code last_modified_time} as an {@link Instant}.
     */
    public synchronized void editSilently(String list, String id, Map<String, Object> fields) {
        var entry = ledger.get(Lists.named(list), id);
        var values = new LinkedHashMap<>(fields);
        if (values.get("last_modified_time") instanceof Instant time) {
            entry.modifiedAt(time.getEpochSecond());
            values.remove("last_modified_time");
        }
        if (values.containsKey("last_modified_time") || values.containsKey("created_time")) {
            throw new IllegalArgumentException("times are changed with an Instant, created_time not at all");
        }
        entry.edit(nodes(values));
        pages.forget(Lists.named(list));
    }

    /** Deletes a record without a trace, except in CRM: it is listed no more and its detail does not exist. It is told with its last document. */
    public synchronized void delete(String list, String id) {
        tell(Lists.named(list), id, DELETED, "delete");
        var removed = ledger.remove(Lists.named(list), id);
        removed.forgotten(founding, ledger);
        if (removed instanceof CrmRecord record) {
            crm.deleted((CrmList) Lists.named(list), record);
        }
        pages.forget(Lists.named(list));
    }

    /** Moves stock at one location; the item's modification time stays. */
    public synchronized void moveStock(String itemId, String locationId, BigDecimal by) {
        var item = (Item) ledger.get(Lists.named("items"), itemId);
        var location = (Location) ledger.get(Lists.named("locations"), locationId);
        item.move(location.place(), by.movePointRight(2).longValueExact());
        pages.forget(Lists.named("items"));
    }

    /**
     * Spoils the list row, and only that: each value is printed as it is given. {@link #REMOVED} takes the field out,
     * {@link #raw} prints anything.
     */
    public synchronized void poison(String list, String id, Map<String, Object> rawFields) {
        ledger.get(Lists.named(list), id).poison(nodes(rawFields));
        pages.forget(Lists.named(list));
    }

    /** A value for {@link #poison}: exactly these characters. */
    public static Object raw(String json) {
        return new RawValue(json);
    }

    private static Map<String, JsonNode> nodes(Map<String, Object> fields) {
        var nodes = new LinkedHashMap<String, JsonNode>();
        fields.forEach((field, value) -> nodes.put(field, node(value)));
        return nodes;
    }

    private static JsonNode node(Object value) {
        if (value == REMOVED) {
            return MissingNode.getInstance();
        }
        return value instanceof RawValue raw
                ? Overlay.JSON.getNodeFactory().rawValueNode(raw)
                : Overlay.JSON.valueToTree(value);
    }

    /** Lists a record twice, a page apart. */
    public synchronized void duplicateRow(String list, String id) {
        ledger.get(Lists.named(list), id).listTwice();
        pages.forget(Lists.named(list));
    }

    /** Every id there is, oldest first, whatever the status. */
    public synchronized List<String> ids(String list) {
        return ledger.all(Lists.named(list)).stream()
                .map(it -> Long.toString(it.id()))
                .toList();
    }

    /** The list row as it is served; of an item, Inventory's. */
    public synchronized JsonNode row(String list, String id) {
        var out = world.json();
        var kind = Lists.named(list);
        shapes.row(kind, ledger.get(kind, id), kind.shownBy(), out);
        return Overlay.JSON.readTree(out.toString());
    }

    /** The detail as it is served; of an item, Inventory's. */
    public synchronized JsonNode detail(String list, String id) {
        var out = world.json();
        var kind = Lists.named(list);
        shapes.document(kind, ledger.get(kind, id), kind.shownBy(), out);
        return Overlay.JSON.readTree(out.toString());
    }

    /** From now on the record's document stays what it is now, also if the record changes: the document lags. */
    public synchronized void lag(String list, String id) {
        lagging.put(id, detail(list, id).toString());
    }

    /** Every document says what its record says. */
    public synchronized void catchUp() {
        lagging.clear();
    }

    /** Whether the record's document lags. */
    public synchronized boolean lags(String id) {
        return lagging.containsKey(id);
    }

    World world() {
        return world;
    }

    private void document(ListKind list, Entry entry, Product product, JsonText out) {
        String old = lagging.get(Long.toString(entry.id()));
        if (old == null) {
            shapes.document(list, entry, product, out);
        } else {
            out.raw(old);
        }
    }

    synchronized byte[] page(ListQuery query, Quirks quirks) {
        return pages.page(query, quirks);
    }

    /** A document in its envelope; refused when there is no such record. */
    synchronized byte[] document(ListKind list, String id, Product product, Quirks quirks) {
        var entry = ledger.find(list, id);
        if (entry == null) {
            throw new Refusal(404, 1002, list.singular() + " does not exist.");
        }
        return Envelope.of(world, list.documentRoot(), quirks, out -> {
            if (list.behind().isEmpty()) {
                document(list, entry, product, out);
            } else {
                var whole = world.json();
                document(list, entry, product, whole);
                out.raw(Overlay.JSON.writeValueAsString(
                        Overlay.JSON.readTree(whole.toString()).path(list.documentRoot())));
            }
        });
    }

    /** The documents of those records that exist. */
    synchronized byte[] documents(ListKind list, List<String> ids, Product product, Quirks quirks) {
        var entries = ids.stream()
                .map(id -> Optional.ofNullable(ledger.find(list, id)))
                .flatMap(Optional::stream)
                .toList();
        return Envelope.list(world, list.root(), quirks, entries, (it, out) -> document(list, it, product, out));
    }

    synchronized Answer crm(Request request, List<String> path, Quirks quirks) {
        return crm.answer(request, path, quirks);
    }

    /** The organization makes a field of its own in a module of CRM, such as {@code crm/contacts}. */
    public synchronized void defineField(String list, String name, String type) {
        crm.define((CrmList) Lists.named(list), CrmField.custom(name, type));
    }

    /** Enters so many records of CRM, with something in every field that the organization has made. */
    public synchronized void createMany(String list, int number) {
        for (int i = 0; i < number; i++) {
            var record = (CrmRecord) ledger.get(Lists.named(list), create(list));
            int value = i;
            record.fields().replaceAll((field, known) -> field.startsWith("Field_") ? field + " of " + value : known);
        }
    }

    /** CRM's Bulk Read puts so many records into a file, instead of 200,000. */
    public synchronized void bulkReadFilesOf(int records) {
        crm.bulk().filesOf(records);
    }

    /** CRM lists so many records of a module page by page, instead of 100,000. */
    public synchronized void listRecordsOfCrm(int records) {
        crm.listAtMost(records);
    }

    /** CRM forgets what was asked of its Bulk Read, as it does after a day. */
    public synchronized void forgetBulkReads() {
        crm.bulk().forget();
    }

    /** The user whose token is used may not see this record of CRM any more: it is not there, and nothing says why. */
    public synchronized void hide(String list, String id) {
        crm.hidden((CrmList) Lists.named(list), (CrmRecord) ledger.remove(Lists.named(list), id));
    }

    /** A deleted record of CRM is taken out of the recycle bin, or one that was hidden can be seen again. */
    public synchronized void restore(String list, String id) {
        ledger.add(Lists.named(list), crm.restored((CrmList) Lists.named(list), id));
    }

    /** All rows at once. */
    synchronized byte[] all(ListKind list, Product product, Quirks quirks) {
        return Envelope.list(
                world, list.root(), quirks, ledger.all(list), (it, out) -> shapes.row(list, it, product, out));
    }

    synchronized byte[] warehouses(Quirks quirks) {
        return Envelope.list(world, "warehouses", quirks, ledger.locations(), shapes::warehouse);
    }
}
