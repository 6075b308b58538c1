package app.tds.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * CRM's Bulk Read: a job is asked for, looked after, and leaves a file of rows. Lookups are bare ids there, and lists
 * are texts with semicolons.
 */
final class CrmBulk {

    private static final int MOST_FIELDS = 200;
    private static final List<String> STATES = List.of("ADDED", "IN PROGRESS");

    private final World world;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int rowsOfAFile = 200_000;

    CrmBulk(World world) {
        this.world = world;
    }

    /** What was asked for, how often somebody has looked, and the file. */
    private static final class Job {
        private final CrmList list;
        private final byte[] file;
        private final int page;
        private final int rows;
        private final boolean more;
        private int looks;

        private Job(CrmList list, byte[] file, int page, int rows, boolean more) {
            this.list = list;
            this.file = file;
            this.page = page;
            this.rows = rows;
            this.more = more;
        }
    }

    /** How many rows CRM puts into a file. */
    void filesOf(int rows) {
        rowsOfAFile = rows;
    }

    /** Forgets all jobs, as CRM does after a day. */
    void forget() {
        jobs.clear();
    }

    /**
     * Answers {@code bulk/read}, and what is below it.
     *
     * @param rows of a module, as lists show them
     */
    Answer answer(Request request, List<String> path, Rows rows) {
        if (path.size() == 2) {
            return asked(request, rows);
        }
        var job = jobs.get(path.get(2));
        if (job == null) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "the job id given seems to be invalid");
        }
        if (path.size() == 3) {
            return Answer.json(200, state(path.get(2), job));
        }
        if (job.looks <= STATES.size()) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "the job is not completed");
        }
        return new Answer(200, 0, "application/zip", zipped(path.get(2) + ".csv", job.file), Map.of());
    }

    /** The rows of a module. */
    interface Rows {
        List<JsonNode> of(CrmList list);
    }

    private Answer asked(Request request, Rows rows) {
        JsonNode query = query(request);
        var list = Crm.named(query.path("module").path("api_name").asString(""));
        List<String> fields = new ArrayList<>();
        query.path("fields").forEach(field -> fields.add(field.asString("")));
        if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "fields");
        }
        List<JsonNode> all = rows.of(list);
        int page = page(query);
        int from = (page - 1) * rowsOfAFile;
        int to = Math.min(all.size(), from + rowsOfAFile);
        if (page > 1 && from >= all.size()) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "page");
        }
        String id = Long.toString(3652397000000700001L + jobs.size());
        jobs.put(id, new Job(list, csv(fields, all.subList(from, to)), page, to - from, to < all.size()));
        return Answer.json(
                201,
                "{\"data\":[{\"status\":\"success\",\"code\":\"ADDED_SUCCESSFULLY\",\"message\":\"Added successfully.\","
                        + "\"details\":{\"id\":\"" + id
                        + "\",\"operation\":\"read\",\"state\":\"ADDED\",\"created_time\":\""
                        + now() + "\"}}],\"info\":{}}");
    }

    /** The first file is asked for by its number, the others by the token that came with the file before. */
    private int page(JsonNode query) {
        String token = query.path("page_token").asString("");
        if (token.isEmpty()) {
            return query.path("page").asInt(1);
        }
        return jobs.entrySet().stream()
                .filter(job -> token(job.getKey()).equals(token))
                .map(job -> job.getValue().page + 1)
                .findFirst()
                .orElseThrow(() -> new Refusal(400, Crm.Code.INVALID_DATA, "page_token"));
    }

    private static String token(String job) {
        return "after" + job;
    }

    private static JsonNode query(Request request) {
        try {
            return Overlay.JSON.readTree(request.body()).path("query");
        } catch (JacksonException unreadable) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "query", unreadable);
        }
    }

    private String now() {
        return CrmList.time(world.now(), world);
    }

    private String state(String id, Job job) {
        job.looks++;
        boolean done = job.looks > STATES.size();
        return "{\"data\":[{\"id\":\"" + id + "\",\"operation\":\"read\",\"state\":\""
                + (done ? "COMPLETED" : STATES.get(job.looks - 1)) + "\","
                + (done
                        ? "\"result\":{\"page\":" + job.page + ",\"count\":" + job.rows
                                + ",\"download_url\":\"/crm/bulk/v8/read/" + id + "/result\",\"per_page\":"
                                + rowsOfAFile
                                + ",\"more_records\":" + job.more
                                + (job.more ? ",\"next_page_token\":\"" + token(id) + "\"" : "") + "},"
                        : "")
                + "\"query\":{\"module\":{\"api_name\":\"" + job.list.moduleName()
                + "\"},\"page\":" + job.page + "},\"created_time\":\""
                + now() + "\",\"file_type\":\"csv\"}]}";
    }

    private static byte[] csv(List<String> fields, List<JsonNode> rows) {
        var text = new StringBuilder("Id");
        fields.forEach(field -> text.append(',').append(field));
        for (JsonNode row : rows) {
            text.append('\n').append(row.path("id").asString());
            fields.forEach(field -> text.append(',').append(cell(row.path(field))));
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(JsonNode value) {
        String text = value.isArray()
                ? String.join(";", value.valueStream().map(CrmBulk::plain).toList())
                : plain(value);
        return text.matches("(?s).*[\",\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String plain(JsonNode value) {
        Supplier<String> name =
                () -> value.path(value.has("color_code") ? "name" : "id").asString("");
        return value.isObject() ? name.get() : value.isNull() || value.isMissingNode() ? "" : value.asString();
    }

    private static byte[] zipped(String name, byte[] file) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(file);
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
