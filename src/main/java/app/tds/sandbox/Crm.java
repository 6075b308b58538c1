package app.tds.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A company's CRM: its modules, what was deleted from them and which fields they have. */
final class Crm {

    /** How far page numbers reach; beyond that only a token does. */
    private static final int BY_NUMBER = 2000;

    private static final int LISTED = 100_000;
    private static final int MOST = 200;
    private static final int MOST_FIELDS = 50;
    private static final int LONGEST_FIELDS = 1024;
    private static final int MOST_IDS = 100;
    private static final String HIDDEN = "hidden";
    private static final Duration TOKEN_LIFE = Duration.ofDays(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final World world;
    private final Ledger ledger;
    private final Random random = new Random(8);
    private final CrmChannels channels;
    private final CrmBulk bulk;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Map<CrmList, List<CrmField>> made = new HashMap<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private long listed = LISTED;

    /** Where a page ended. */
    private record Cursor(CrmList list, Order order, int page, CrmRecord last, Instant expires) {}

    /** What a list is sorted by. */
    private record Order(String by, boolean descending) {

        private static final Map<String, ToLongFunction<CrmRecord>> KEYS = Map.of(
                "id", CrmRecord::id,
                "Created_Time", CrmRecord::created,
                "Modified_Time", CrmRecord::modified);

        private static Order of(Map<String, String> query) {
            String by = query.getOrDefault("sort_by", "id");
            return new Order(
                    KEYS.containsKey(by) ? by : "id",
                    !query.getOrDefault("sort_order", "desc").equals("asc"));
        }

        private Comparator<CrmRecord> comparator() {
            Comparator<CrmRecord> ascending = Comparator.comparingLong(KEYS.getOrDefault(by, CrmRecord::id))
                    .thenComparingLong(CrmRecord::id);
            return descending ? ascending.reversed() : ascending;
        }
    }

    /** A record that was deleted, and when. */
    private record Deletion(CrmList list, CrmRecord record, long time, String type) {}

    Crm(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
        this.channels = new CrmChannels(world);
        this.bulk = new CrmBulk(world);
    }

    CrmChannels channels() {
        return channels;
    }

    CrmBulk bulk() {
        return bulk;
    }

    void listAtMost(int records) {
        listed = records;
    }

    private List<JsonNode> rows(CrmList list) {
        return all(list).stream()
                .map(record -> {
                    var out = world.json();
                    row(list, record, null, out);
                    return Overlay.JSON.readTree(out.toString());
                })
                .toList();
    }

    /** The list of this module. */
    static CrmList named(String module) {
        return (CrmList) Lists.find(CrmList.PREFIX + module)
                .filter(it -> ((CrmList) it).moduleName().equals(module))
                .orElseThrow(() -> new Refusal(400, Code.INVALID_MODULE, "the module name given seems to be invalid"));
    }

    void deleted(CrmList list, CrmRecord record) {
        deletions.add(0, new Deletion(list, record, world.now(), "recycle"));
    }

    void hidden(CrmList list, CrmRecord record) {
        deletions.add(new Deletion(list, record, world.now(), HIDDEN));
    }

    CrmRecord restored(CrmList list, String id) {
        var deletion = deletions.stream()
                .filter(it ->
                        it.list() == list && Long.toString(it.record().id()).equals(id))
                .findFirst()
                .orElseThrow();
        deletions.remove(deletion);
        return deletion.record();
    }

    /** The organization makes a field; all records have it, empty. */
    void define(CrmList list, CrmField field) {
        made.computeIfAbsent(list, it -> new ArrayList<>()).add(field);
        all(list).forEach(it -> it.fields().putIfAbsent(field.name(), null));
    }

    List<CrmField> fields(CrmList list) {
        var fields = new ArrayList<>(list.fields());
        fields.addAll(made.getOrDefault(list, List.of()));
        return fields;
    }

    private List<CrmRecord> all(CrmList list) {
        return ledger.all(list).stream().map(CrmRecord.class::cast).toList();
    }

    /** The answer to any request. */
    Answer answer(Request request, List<String> path, Quirks quirks) {
        if (path.get(0).equals("actions")) {
            return channels.answer(request);
        }
        if (path.get(0).equals("bulk")) {
            return bulk.answer(request, path, this::rows);
        }
        if (path.get(0).equals("settings")) {
            return settings(request, path);
        }
        var list = named(path.get(0));
        if (path.size() == 3) {
            return Answer.json(200, "{\"count\":" + all(list).size() + "}");
        }
        var since = quirks.has(Quirks.Kind.IGNORED_SINCE) ? null : since(request.modifiedSince());
        if (path.size() == 1) {
            return listed(request, list, since, quirks);
        }
        return path.get(1).equals("deleted") ? deleted(request, list, since) : one(list, path.get(1));
    }

    private Answer settings(Request request, List<String> path) {
        if (!path.get(1).equals("fields")) {
            throw new Refusal(404, 5, "Invalid URL Passed");
        }
        var list = named(request.query().getOrDefault("module", ""));
        var out = world.json().raw("{\"fields\":[");
        String separator = "";
        for (var field : fields(list)) {
            out.raw(separator);
            field.print(out);
            separator = ",";
        }
        return Answer.ok(out.raw("]}").bytes());
    }

    private Answer listed(Request request, CrmList list, @Nullable Instant since, Quirks quirks) {
        var query = request.query();
        var fields = list.root().equals("users") ? null : fields(query);
        var token = query.get("page_token");
        var cursor = token == null ? null : cursor(token, list, query);
        var order = cursor == null ? Order.of(query) : cursor.order();
        var all = new ArrayList<>(all(list));
        all.removeIf(it -> !list.shown(query).test(it));
        if (query.containsKey("ids")) {
            var ids = ids(query);
            all.removeIf(it -> !ids.contains(Long.toString(it.id())));
        }
        if (since != null) {
            all.removeIf(it -> it.modified() < since.getEpochSecond());
        }
        all.sort(order.comparator());
        if (cursor != null) {
            all.removeIf(it -> order.comparator().compare(it, cursor.last()) <= 0);
        }
        int page = cursor == null ? request.page() : cursor.page() + 1;
        int perPage = perPage(query);
        if (cursor == null && (long) page * perPage > BY_NUMBER) {
            throw new Refusal(400, Code.BEYOND, "only the first " + BY_NUMBER + " records can be had by page number");
        }
        int from = cursor == null ? Math.min(all.size(), (page - 1) * perPage) : 0;
        var rows = all.subList(from, Math.min(all.size(), from + perPage));
        if (rows.isEmpty()) {
            return nothing(since != null);
        }
        boolean more = from + rows.size() < all.size();
        var next =
                more && (long) page * perPage < listed ? remember(list, order, page, rows.get(rows.size() - 1)) : null;
        return page(
                list.root(),
                rows,
                (it, out) -> row(list, it, fields, out),
                out -> {
                    out.raw(",\"sort_by\":").text(order.by());
                    out.raw(",\"sort_order\":").text(order.descending() ? "desc" : "asc");
                    out.raw(",\"next_page_token\":");
                    if (next == null) {
                        out.raw("null,\"page_token_expiry\":null");
                    } else {
                        out.text(next).raw(",\"page_token_expiry\":");
                        out.text(time(world.clock().instant().plus(TOKEN_LIFE).getEpochSecond()));
                    }
                },
                page,
                perPage,
                more,
                quirks);
    }

    private Answer one(CrmList list, String id) {
        var entry = ledger.find(list, id);
        if (entry == null) {
            throw new Refusal(400, Code.INVALID_DATA, "the id given seems to be invalid");
        }
        var out = world.json().raw("{\"").raw(list.root()).raw("\":[");
        new Shapes(world, ledger).document(list, entry, Product.CRM, out);
        return Answer.ok(out.raw("]}").bytes());
    }

    private Answer deleted(Request request, CrmList list, @Nullable Instant since) {
        String type = request.query().getOrDefault("type", "all");
        var all = new ArrayList<>(deletions);
        all.removeIf(it -> it.list() != list
                || it.type().equals(HIDDEN)
                || !type.equals("all") && !type.equals(it.type())
                || ledger.find(list, Long.toString(it.record().id())) != null
                || since != null && it.time() < since.getEpochSecond());
        int perPage = perPage(request.query());
        int from = (int) Math.min(all.size(), (request.page() - 1L) * perPage);
        var rows = all.subList(from, Math.min(all.size(), from + perPage));
        return rows.isEmpty()
                ? nothing(since != null)
                : page(
                        "data",
                        rows,
                        (it, out) -> tombstone(list, it, out),
                        out -> {},
                        request.page(),
                        perPage,
                        from + rows.size() < all.size(),
                        Quirks.NONE);
    }

    private static Answer nothing(boolean conditional) {
        return new Answer(conditional ? 304 : 204, 0, Answer.JSON, new byte[0], Map.of());
    }

    private <T> Answer page(
            String root,
            List<T> rows,
            BiConsumer<T, JsonText> row,
            Consumer<JsonText> info,
            int page,
            int perPage,
            boolean more,
            Quirks quirks) {
        var out = world.json()
                .raw("{\"")
                .raw(quirks.has(Quirks.Kind.NO_ROOT) ? "nothing" : root)
                .raw("\":[");
        String separator = "";
        for (var one : rows) {
            out.raw(separator);
            row.accept(one, out);
            out.settle();
            separator = ",";
        }
        out.raw(quirks.has(Quirks.Kind.NO_PAGE_CONTEXT) ? "],\"no_info\":{\"per_page\":" : "],\"info\":{\"per_page\":");
        out.number(perPage);
        out.raw(",\"count\":").number(rows.size());
        out.raw(",\"page\":").number(page);
        info.accept(out);
        return Answer.ok(out.raw(",\"more_records\":").flag(more).raw("}}").bytes());
    }

    private void row(CrmList list, CrmRecord record, @Nullable Set<String> fields, JsonText out) {
        if (!Overlay.touches(record)) {
            list.print(record, fields, world, out);
            out.raw("}");
            return;
        }
        var whole = world.json();
        new Shapes(world, ledger).row(list, record, Product.CRM, whole);
        out.raw("{\"id\":").id(record.id());
        Overlay.JSON.readTree(whole.toString()).properties().forEach(field -> {
            if (!field.getKey().equals("id") && (fields == null || fields.contains(field.getKey()))) {
                out.raw(",").text(field.getKey()).raw(":").raw(field.getValue().toString());
            }
        });
        out.raw("}");
    }

    private void tombstone(CrmList list, Deletion deletion, JsonText out) {
        out.raw("{\"deleted_by\":").raw(Overlay.JSON.writeValueAsString(CrmList.OWNER));
        out.raw(",\"id\":").id(deletion.record().id());
        out.raw(",\"display_name\":").text(list.title(deletion.record()));
        out.raw(",\"type\":").text(deletion.type());
        out.raw(",\"created_by\":").raw(Overlay.JSON.writeValueAsString(CrmList.OWNER));
        out.raw(",\"deleted_time\":").text(time(deletion.time())).raw("}");
    }

    private String time(long epochSecond) {
        return CrmList.time(epochSecond, world);
    }

    private String remember(CrmList list, Order order, int page, CrmRecord last) {
        String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        cursors.put(
                token,
                new Cursor(list, order, page, last, world.clock().instant().plus(TOKEN_LIFE)));
        return token;
    }

    private Cursor cursor(String token, CrmList list, Map<String, String> query) {
        var cursor = cursors.get(token);
        if (cursor == null || cursor.list() != list || query.containsKey("page")) {
            throw new Refusal(400, Code.INVALID_DATA, "the page_token is not valid");
        }
        if (!world.clock().instant().isBefore(cursor.expires())) {
            throw new Refusal(400, Code.EXPIRED, "the page_token has expired");
        }
        return Optional.of(cursor).orElseThrow();
    }

    private static Set<String> ids(Map<String, String> query) {
        var ids = Set.of(query.getOrDefault("ids", "").split(","));
        if (ids.size() > MOST_IDS) {
            throw new Refusal(400, Code.LIMIT, "more than " + MOST_IDS + " ids");
        }
        return ids;
    }

    private static Set<String> fields(Map<String, String> query) {
        String asked = query.getOrDefault("fields", "");
        var fields = new HashSet<>(Arrays.asList(asked.split(",")));
        fields.remove("");
        if (fields.isEmpty()) {
            throw new Refusal(400, 6, "one of the expected parameter is missing");
        }
        if (fields.size() > MOST_FIELDS || asked.length() > LONGEST_FIELDS) {
            throw new Refusal(400, Code.LIMIT, "more than " + MOST_FIELDS + " fields, or their names are too long");
        }
        return fields;
    }

    private static int perPage(Map<String, String> query) {
        String text = query.getOrDefault("per_page", "");
        return text.matches("[1-9]\\d{0,8}") ? Math.min(MOST, Integer.parseInt(text)) : MOST;
    }

    /** The offset needs its colon. */
    private static @Nullable Instant since(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(400, Code.INVALID_DATA, "If-Modified-Since cannot be read", e);
        }
    }

    /** What CRM's words for errors are among the codes, which are numbers elsewhere. */
    static final class Code {

        static final int INVALID_MODULE = -1;
        static final int INVALID_DATA = -2;
        static final int BEYOND = -3;
        static final int EXPIRED = -4;
        static final int LIMIT = -5;

        private Code() {}
    }

    /** An error in CRM's shape. */
    static Answer error(Refusal refusal) {
        var said = refusal.answer();
        String code = switch (said.code()) {
            case 14 -> "INVALID_TOKEN";
            case 57 -> "OAUTH_SCOPE_MISMATCH";
            case 5 -> "INVALID_URL_PATTERN";
            case 6 -> "REQUIRED_PARAM_MISSING";
            case 37 -> "INVALID_REQUEST_METHOD";
            case 44, 45, 1070 -> "TOO_MANY_REQUESTS";
            case Code.INVALID_MODULE -> "INVALID_MODULE";
            case Code.BEYOND -> "DISCRETE_PAGINATION_LIMIT_EXCEEDED";
            case Code.EXPIRED -> "EXPIRED_VALUE";
            case Code.LIMIT -> "LIMIT_EXCEEDED";
            default -> "INVALID_DATA";
        };
        String message = switch (said.code()) {
            case 14 -> "invalid oauth token";
            case 57 -> "invalid oauth scope to access this URL";
            default -> String.valueOf(refusal.getMessage());
        };
        String details = said.code() == Code.BEYOND ? "{\"limit\":" + BY_NUMBER + "}" : "{}";
        String body = "{\"code\":\"" + code + "\",\"details\":" + details + ",\"message\":"
                + Overlay.JSON.writeValueAsString(message) + ",\"status\":\"error\"}";
        return new Answer(said.status(), said.code(), Answer.JSON, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
