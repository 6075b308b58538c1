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
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** CRM's lists of accounts and contacts: the same customers as in Books, in CRM's dialect. */
final class Crm {

    /** How far page numbers reach; beyond that only a token does. */
    private static final int BY_NUMBER = 2000;

    private static final int MOST = 200;
    private static final int MOST_FIELDS = 50;
    private static final Duration TOKEN_LIFE = Duration.ofDays(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final World world;
    private final Random random = new Random(8);
    private final Map<String, Cursor> cursors = new HashMap<>();

    /** Where a page ended. */
    private record Cursor(CrmModule module, Order order, int page, Contact last, Instant expires) {}

    /** What a list is sorted by. */
    private record Order(String by, boolean descending) {

        private static final Map<String, ToLongFunction<Contact>> KEYS = Map.of(
                "id", Contact::id,
                "Created_Time", Contact::created,
                "Modified_Time", Contact::modified);

        private static Order of(Map<String, String> query) {
            String by = query.getOrDefault("sort_by", "id");
            return new Order(
                    KEYS.containsKey(by) ? by : "id",
                    !query.getOrDefault("sort_order", "desc").equals("asc"));
        }

        private Comparator<Contact> comparator() {
            Comparator<Contact> ascending =
                    Comparator.comparingLong(KEYS.getOrDefault(by, Contact::id)).thenComparingLong(Contact::id);
            return descending ? ascending.reversed() : ascending;
        }
    }

    /** A contact that was deleted, and when. */
    record Deletion(Contact contact, long time) {}

    Crm(World world) {
        this.world = world;
    }

    /** A list of what there is, or of what was deleted. */
    Answer answer(
            Request request, CrmModule module, boolean deleted, List<Contact> contacts, List<Deletion> deletions) {
        var since = since(request.modifiedSince());
        return deleted ? deleted(request, module, deletions, since) : listed(request, module, contacts, since);
    }

    private Answer listed(Request request, CrmModule module, List<Contact> contacts, @Nullable Instant since) {
        var fields = fields(request.query());
        var token = request.query().get("page_token");
        var cursor = token == null ? null : cursor(token, module, request.query());
        var order = cursor == null ? Order.of(request.query()) : cursor.order();
        var all = new ArrayList<>(contacts);
        all.removeIf(it -> !module.lists(it));
        if (since != null) {
            all.removeIf(it -> it.modified() < since.getEpochSecond());
        }
        all.sort(order.comparator());
        if (cursor != null) {
            all.removeIf(it -> order.comparator().compare(it, cursor.last()) <= 0);
        }
        int page = cursor == null ? request.page() : cursor.page() + 1;
        int perPage = perPage(request.query());
        if (cursor == null && (long) page * perPage > BY_NUMBER) {
            throw new Refusal(400, 2, "beyond " + BY_NUMBER + " records a page_token is needed");
        }
        int from = cursor == null ? Math.min(all.size(), (page - 1) * perPage) : 0;
        var rows = all.subList(from, Math.min(all.size(), from + perPage));
        if (rows.isEmpty()) {
            return nothing(since != null);
        }
        boolean more = from + rows.size() < all.size();
        var next = more ? remember(module, order, page, rows.get(rows.size() - 1)) : null;
        return page(
                rows,
                (it, out) -> row(module, it, fields, out),
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
                more);
    }

    private Answer deleted(Request request, CrmModule module, List<Deletion> deletions, @Nullable Instant since) {
        var all = new ArrayList<>(deletions);
        all.removeIf(it -> !module.lists(it.contact()) || since != null && it.time() < since.getEpochSecond());
        int perPage = perPage(request.query());
        int from = (int) Math.min(all.size(), (request.page() - 1L) * perPage);
        var rows = all.subList(from, Math.min(all.size(), from + perPage));
        return rows.isEmpty()
                ? nothing(since != null)
                : page(
                        rows,
                        (it, out) -> tombstone(module, it, out),
                        out -> {},
                        request.page(),
                        perPage,
                        from + rows.size() < all.size());
    }

    private static Answer nothing(boolean conditional) {
        return new Answer(conditional ? 304 : 204, 0, Answer.JSON, new byte[0], Map.of());
    }

    private <T> Answer page(
            List<T> rows,
            BiConsumer<T, JsonText> row,
            java.util.function.Consumer<JsonText> info,
            int page,
            int perPage,
            boolean more) {
        var out = world.json().raw("{\"data\":[");
        String separator = "";
        for (var one : rows) {
            out.raw(separator);
            row.accept(one, out);
            separator = ",";
        }
        out.raw("],\"info\":{\"per_page\":").number(perPage);
        out.raw(",\"count\":").number(rows.size());
        out.raw(",\"page\":").number(page);
        info.accept(out);
        return Answer.ok(out.raw(",\"more_records\":").flag(more).raw("}}").bytes());
    }

    private void row(CrmModule module, Contact contact, Set<String> fields, JsonText out) {
        out.raw("{");
        module.row(contact, this::time).forEach((field, value) -> {
            if (fields.contains(field)) {
                out.text(field)
                        .raw(":")
                        .raw(Overlay.JSON.writeValueAsString(value))
                        .raw(",");
            }
        });
        out.raw("\"id\":").id(module.id(contact)).raw("}");
    }

    private void tombstone(CrmModule module, Deletion deletion, JsonText out) {
        out.raw("{\"deleted_by\":").raw(Overlay.JSON.writeValueAsString(CrmModule.OWNER));
        out.raw(",\"id\":").id(module.id(deletion.contact()));
        out.raw(",\"display_name\":").text(module.name(deletion.contact()));
        out.raw(",\"type\":\"recycle\",\"created_by\":").raw(Overlay.JSON.writeValueAsString(CrmModule.OWNER));
        out.raw(",\"deleted_time\":").text(time(deletion.time())).raw("}");
    }

    private String time(long epochSecond) {
        return TIME.format(Instant.ofEpochSecond(epochSecond).atZone(world.zone()));
    }

    private String remember(CrmModule module, Order order, int page, Contact last) {
        String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        cursors.put(
                token,
                new Cursor(module, order, page, last, world.clock().instant().plus(TOKEN_LIFE)));
        return token;
    }

    private Cursor cursor(String token, CrmModule module, Map<String, String> query) {
        var cursor = cursors.get(token);
        boolean good = cursor != null
                && cursor.module() == module
                && world.clock().instant().isBefore(cursor.expires())
                && !query.containsKey("page");
        if (!good) {
            throw new Refusal(400, 2, "the page_token is not valid");
        }
        return Optional.ofNullable(cursor).orElseThrow();
    }

    private static Set<String> fields(Map<String, String> query) {
        var fields =
                new HashSet<>(Arrays.asList(query.getOrDefault("fields", "").split(",")));
        fields.remove("");
        if (fields.isEmpty()) {
            throw new Refusal(400, 6, "one of the expected parameter is missing");
        }
        if (fields.size() > MOST_FIELDS) {
            throw new Refusal(400, 2, "more than " + MOST_FIELDS + " fields");
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
            throw new Refusal(400, 2, "If-Modified-Since cannot be read", e);
        }
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
            case CrmModule.UNKNOWN -> "INVALID_MODULE";
            default -> "INVALID_DATA";
        };
        String message = switch (said.code()) {
            case 14 -> "invalid oauth token";
            case 57 -> "invalid oauth scope to access this URL";
            default -> String.valueOf(refusal.getMessage());
        };
        String body = "{\"code\":\"" + code + "\",\"details\":{},\"message\":"
                + Overlay.JSON.writeValueAsString(message) + ",\"status\":\"error\"}";
        return new Answer(said.status(), said.code(), Answer.JSON, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
