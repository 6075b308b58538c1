package app.tds.zoho;

import app.tds.source.SourceFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The fields that lists of a module of CRM can show, as {@code /settings/fields} describes them; asked for once an hour. */
@Component
class CrmFields {

    /** What a job file asks for instead of names: all fields. */
    static final String ALL = "*";

    private static final int MOST = 50;
    private static final int LONGEST = 1024;
    private static final int LONGEST_NAME = 100;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String MODIFIED = "Modified_Time";
    private static final String SUBFORM = "subform";

    /** Kinds of field that no list shows. */
    private static final Set<String> NOT_LISTED =
            Set.of(SUBFORM, "fileupload", "imageupload", "profileimage", "multiselectlookup");

    private final ZohoClient client;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    CrmFields(ZohoClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A field.
     *
     * @param type CRM's word for what it holds
     * @param json how it is written
     */
    record Field(String name, String type, String json) {}

    /** What is known of a module, until then. */
    private record Known(List<Field> all, Instant until) {

        Described described(int calls) {
            return new Described(
                    all.stream()
                            .filter(field -> !NOT_LISTED.contains(field.type()))
                            .toList(),
                    all.stream()
                            .filter(field -> field.type().equals(SUBFORM))
                            .map(Field::name)
                            .collect(Collectors.toUnmodifiableSet()),
                    calls);
        }
    }

    /**
     * The fields of a module that lists show.
     *
     * @param subforms names of the fields that hold rows; only a record's own answer has those
     * @param calls requests to the API this took
     */
    record Described(List<Field> fields, Set<String> subforms, int calls) {

        Set<String> names() {
            Set<String> names = new LinkedHashSet<>(List.of("id"));
            fields.forEach(field -> names.add(field.name()));
            return names;
        }

        /** The names of what a record's own answer has besides what is about the record. */
        Set<String> namesOfDocument() {
            Set<String> names = names();
            names.addAll(subforms);
            return names;
        }

        /** All names in portions that a query takes; each has the time of modification, so that rows can be matched. */
        List<String> portions() {
            List<String> portions = new ArrayList<>();
            boolean dated = names().contains(MODIFIED);
            List<String> portion = new ArrayList<>();
            for (Field field : fields) {
                if (portion.isEmpty() && dated) {
                    portion.add(MODIFIED);
                }
                if (!field.name().equals(MODIFIED)) {
                    portion.add(field.name());
                }
                if (portion.size() == MOST || String.join(",", portion).length() > LONGEST - LONGEST_NAME - 1) {
                    portions.add(String.join(",", portion));
                    portion.clear();
                }
            }
            if (portion.size() > (dated ? 1 : 0) || portions.isEmpty()) {
                portions.add(String.join(",", portion));
            }
            return portions;
        }
    }

    /** Of the module that this request is about. */
    Described of(ZohoRequest request) {
        String module = request.path().split("/")[1];
        String key = request.account() + "/" + module;
        Known before = known.get(key);
        if (before != null && clock.instant().isBefore(before.until())) {
            return before.described(0);
        }
        var question = new ZohoRequest(
                request.connection(),
                request.priority(),
                request.api(),
                "/settings/fields",
                request.organizationId(),
                Map.of("module", module, "type", "all"),
                request.runId());
        var answer = client.ask(question, body -> client.tree(question, body));
        List<Field> fields =
                answer.value() instanceof ZohoResult.Found<JsonNode> found ? visible(found.value()) : List.of();
        if (fields.isEmpty()) {
            throw new SourceFailure.NotAllowed(question.what() + ": CRM describes no field of " + module
                    + ". The job file may name a wrong module, or the user behind the refresh token may not see it.");
        }
        var described = new Known(fields, clock.instant().plus(LIFE));
        known.put(key, described);
        return described.described(answer.calls());
    }

    private static List<Field> visible(JsonNode answer) {
        return answer.path("fields")
                .valueStream()
                .filter(field -> field.path("visible").asBoolean(true))
                .filter(field -> field.path("api_name").asString("").matches("[A-Za-z0-9_]{1," + LONGEST_NAME + "}"))
                .filter(field -> !field.path("api_name").asString().equals("id"))
                .map(field -> new Field(
                        field.path("api_name").asString(),
                        field.path("data_type").asString(""),
                        field.path("json_type").asString("")))
                .toList();
    }
}
