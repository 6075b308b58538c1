package app.tds.convergence;

import app.tds.ColumnsFile;
import app.tds.Entities;
import app.tds.SampleParts;
import app.tds.sandbox.Company;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people and Zoho itself do to a company's books; no value ever comes back. */
final class Events {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> TEXTS = List.of("line", "long text");
    private static final List<String> AMOUNTS = List.of("amount");

    /** Fewer are not deleted: documents need an item, a customer and a vendor. */
    private static final int LEAST = 6;

    private final Company company;
    private final List<String> lists;
    private final Consumer<String> journal;
    private final Set<String> swept;
    private final boolean parts;
    private final Consumer<String> deleted;
    private int count;

    /**
     * Events in these lists.
     *
     * @param swept lists of which deletions are noticed
     * @param parts whether documents get parts as Zoho's own answers have them
     * @param deleted learns of each list of which a record was deleted
     */
    Events(
            Company company,
            List<String> lists,
            Set<String> swept,
            boolean parts,
            Consumer<String> journal,
            Consumer<String> deleted) {
        this.company = company;
        this.lists = lists;
        this.journal = journal;
        this.swept = swept;
        this.parts = parts;
        this.deleted = deleted;
    }

    /** One of them. */
    void happen(Random random) {
        String list = lists.get(random.nextInt(lists.size()));
        List<String> ids = company.ids(list);
        String id = ids.get(random.nextInt(ids.size()));
        count++;
        int dice = random.nextInt(100);
        if (parts && dice < 70) {
            addPart(list, id, random);
        } else if (list.startsWith("crm/")) {
            ofCrm(list, ids, id, random, dice);
        } else if (dice < 40) {
            edit(list, id, random);
        } else if (dice < 50) {
            editParts(list, id, random);
        } else if (dice < 63) {
            journal.accept("create in " + list + ": " + company.create(list));
        } else if (dice < 73) {
            delete(list, ids, id);
        } else if (dice < 76) {
            turn(list, id);
        } else if (dice < 88) {
            changeSilently(list, id, random);
        } else if (dice < 94) {
            moveStock(random);
        } else {
            transferStock(random);
        }
    }

    /** No field of CRM's has the name of one of Books, and none is unheard of: what is not described is not shown. */
    private void ofCrm(String list, List<String> ids, String id, Random random, int dice) {
        String field = any(list, id, TEXTS, random);
        if (dice < 55) {
            journal.accept("edit " + list + " " + id + ": " + field);
            company.edit(list, id, Map.of(field, "REF-" + count));
        } else if (dice < 70) {
            journal.accept("create in " + list + ": " + company.create(list));
        } else if (dice < 85) {
            delete(list, ids, id);
        } else {
            journal.accept("change " + list + " " + id + " silently: " + field);
            company.editSilently(list, id, Map.of(field, "SILENT-" + count));
        }
    }

    /** A record of this list is deleted: what follows it moves up, perhaps to a page that was read before. */
    void deleteIn(String list, Random random) {
        List<String> ids = company.ids(list);
        delete(list, ids, ids.get(random.nextInt(ids.size() / 2)));
    }

    private void edit(String list, String id, Random random) {
        Map<String, Object> fields = inTheRow(list, id, random);
        journal.accept("edit " + list + " " + id + ": " + fields);
        company.edit(list, id, fields);
    }

    /** Another value that the row of the list shows. */
    private Map<String, Object> inTheRow(String list, String id, Random random) {
        return switch (list) {
            case "items" -> Map.of("description", "description " + count, "rate", 1000 + count);
            case "contacts" ->
                random.nextInt(3) == 0
                        ? Map.of("contact_name", "Renamed " + count)
                        : Map.of("phone", "+964 770 000 " + (1000 + count));
            case "itemgroups" -> Map.of("brand", "Brand " + count);
            case "compositeitems" -> Map.of("sku", "SKU-" + count);
            // Not its name: documents print that, and nothing says that they have to be printed again.
            case "locations" -> Map.of("phone", "+964 750 000 " + (1000 + count));
            default -> Map.of(any(list, id, TEXTS, random), "REF-" + count);
        };
    }

    /** A field of the row that a column of this kind is read from; the usual one if there is none. */
    private String any(String list, String id, List<String> kinds, Random random) {
        JsonNode row = company.row(list, id);
        List<String> fields = Entities.listedAs(list).rowColumns().stream()
                .flatMap(it -> it.lines().stream())
                .filter(it -> kinds.contains(it.kind()))
                .flatMap(it -> it.fields().stream())
                .filter(it -> row.path(it).isValueNode())
                .distinct()
                .toList();
        String usual = kinds.equals(TEXTS) ? list.startsWith("crm/") ? "Description" : "reference_number" : "balance";
        return fields.isEmpty() || fields.contains(usual) ? usual : fields.get(random.nextInt(fields.size()));
    }

    /**
     * One part less, or another amount in it. The row shows that something has changed, as another total would: a second
     * edit within the second of the first is in no modification time.
     */
    private void editParts(String list, String id, Random random) {
        JsonNode document = company.detail(list, id);
        var parts = Entities.listedAs(list).partColumns().stream()
                .filter(it -> !it.array().isEmpty())
                .filter(it -> it.members(document).findAny().isPresent())
                .findFirst();
        if (parts.isEmpty()) {
            edit(list, id, random);
            return;
        }
        String array = parts.get().outermost(document);
        ArrayNode members = (ArrayNode) JSON.readTree(document.path(array).toString());
        if (members.size() > 1 && random.nextBoolean()) {
            members.remove(random.nextInt(members.size()));
        } else {
            change((ObjectNode) members.get(0), parts.get());
        }
        journal.accept("edit " + array + " of " + list + " " + id + ": " + members.size() + " are left");
        Map<String, Object> fields = new HashMap<>(inTheRow(list, id, random));
        fields.put(array, members);
        company.edit(list, id, fields);
    }

    /** One part more as a sample of Zoho's answers has it, most times of a kind that the document lacks. */
    private void addPart(String list, String id, Random random) {
        JsonNode document = company.detail(list, id);
        List<ColumnsFile> kinds = Entities.listedAs(list).partColumns().stream()
                .filter(it -> SampleParts.any(list, it).isPresent())
                .toList();
        List<ColumnsFile> lacking = kinds.stream()
                .filter(it -> it.members(document).findAny().isEmpty())
                .toList();
        List<ColumnsFile> choice = lacking.isEmpty() || random.nextInt(4) == 0 ? kinds : lacking;
        ColumnsFile kind = choice.get(random.nextInt(choice.size()));
        String array = kind.members(document).findAny().isPresent()
                ? kind.outermost(document)
                : kind.array().split("\\|")[0];
        ArrayNode members = (ArrayNode) JSON.readTree(
                document.path(array).isArray() ? document.path(array).toString() : "[]");
        ObjectNode part = SampleParts.any(list, kind).orElseThrow();
        kind.lines().stream()
                .filter(it -> it.kind().equals("id"))
                .flatMap(it -> it.fields().stream())
                .filter(part::has)
                .forEach(field -> part.put(field, "5107449" + (1_000_000_000L + count)));
        members.add(part);
        journal.accept("one of " + array + " more in " + list + " " + id + ": " + members.size() + " in all");
        Map<String, Object> fields = new HashMap<>(inTheRow(list, id, random));
        fields.put(array, members);
        company.edit(list, id, fields);
    }

    /** Another quantity, or else another amount, of the member or of what is within it. */
    private void change(ObjectNode member, ColumnsFile parts) {
        List<String> amounts = parts.lines().stream()
                .filter(it -> it.kind().equals("amount"))
                .flatMap(it -> it.fields().stream())
                .filter(it -> member.path(it).isNumber())
                .toList();
        if (amounts.isEmpty()) {
            member.properties().stream()
                    .filter(it -> it.getValue().isArray() && !it.getValue().isEmpty())
                    .filter(it -> it.getValue().get(0).isObject())
                    .findFirst()
                    .ifPresent(it -> change((ObjectNode) it.getValue().get(0), parts));
        } else {
            String amount = amounts.contains("quantity") ? "quantity" : amounts.get(0);
            member.put(amount, BigDecimal.valueOf(100 + count));
        }
    }

    private void delete(String list, List<String> ids, String id) {
        if (!swept.contains(list)) {
            return;
        }
        if (list.equals("items") && company.ids("compositeitems").equals(List.of(id))) {
            return;
        }
        if (list.equals("contacts") ? isNotTheLast(id) : ids.size() >= LEAST) {
            journal.accept("delete " + list + " " + id);
            company.delete(list, id);
            deleted.accept(list);
        }
    }

    /** A customer becomes a vendor, or the other way round. */
    private void turn(String list, String id) {
        if (list.equals("contacts") && isNotTheLast(id)) {
            String type = type(id).equals("vendor") ? "customer" : "vendor";
            journal.accept("contact " + id + " is a " + type + " now");
            company.edit(list, id, Map.of("contact_type", type));
        }
    }

    /** Whether enough contacts of its type are left without this one. */
    private boolean isNotTheLast(String id) {
        String type = type(id);
        return company.ids("contacts").stream()
                        .filter(it -> type(it).equals(type))
                        .count()
                >= 3;
    }

    private String type(String id) {
        return company.row("contacts", id).path("contact_type").asString();
    }

    /** Zoho itself changes something; the time of modification stays. */
    private void changeSilently(String list, String id, Random random) {
        Map<String, Object> fields = switch (list) {
            case "items", "compositeitems" -> Map.of();
            case "itemgroups" -> Map.of("status", "status " + count);
            case "locations" -> Map.of("email", "shop" + count + "@tujjar.example");
            case "contacts" ->
                Map.of(
                        type(id).equals("vendor") ? "outstanding_payable_amount" : "outstanding_receivable_amount",
                        amount());
            case "customerpayments" -> Map.of("unused_amount", amount());
            case "invoices" ->
                random.nextBoolean()
                        ? Map.of("status", "overdue", "balance", amount())
                        : Map.of(
                                "last_payment_date",
                                LocalDate.of(2020, 1, 1).plusDays(count).toString());
            default -> Map.of(any(list, id, AMOUNTS, random), amount());
        };
        if (fields.isEmpty()) {
            moveStock(random);
            return;
        }
        journal.accept("change " + list + " " + id + " silently: " + fields);
        company.editSilently(list, id, fields);
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(100_000 + count, 2);
    }

    private void moveStock(Random random) {
        String item = tracked(random);
        if (!item.isEmpty()) {
            List<String> locations = company.ids("locations");
            String location = locations.get(random.nextInt(locations.size()));
            journal.accept("move stock of item " + item + " at " + location + " by " + count);
            company.moveStock(item, location, BigDecimal.valueOf(count));
        }
    }

    /** From one location to another: the total is what it was. */
    private void transferStock(Random random) {
        String item = tracked(random);
        if (!item.isEmpty()) {
            List<String> locations = new ArrayList<>(company.ids("locations"));
            String from = locations.remove(random.nextInt(locations.size()));
            String to = locations.get(random.nextInt(locations.size()));
            journal.accept("transfer stock of item " + item + " from " + from + " to " + to + ": " + count);
            company.moveStock(item, from, BigDecimal.valueOf(-count));
            company.moveStock(item, to, BigDecimal.valueOf(count));
        }
    }

    /** An item that has stock; empty if there is none. */
    private String tracked(Random random) {
        List<String> tracked = new ArrayList<>(company.ids("items"));
        tracked.removeIf(id -> !company.row("items", id).path("track_inventory").asBoolean(false));
        return !lists.contains("items") || tracked.isEmpty() ? "" : tracked.get(random.nextInt(tracked.size()));
    }
}
