package app.tds.zoho;

import app.tds.OwnersOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes requests and answers to files, masked, when {@code tds.zoho.record-calls} names a folder. */
@Component
class CallRecording {

    private static final Logger log = LoggerFactory.getLogger(CallRecording.class);

    private final @Nullable Path folder;
    private final JsonMapper mapper;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();

    CallRecording(ZohoSettings settings, JsonMapper mapper, Clock clock) {
        this.folder = settings.recordCalls();
        this.mapper = mapper;
        this.clock = clock;
    }

    void answered(ZohoRequest request, ZohoAnswer answer) {
        if (folder != null) {
            ObjectNode file = described(request);
            file.put("status", answer.status());
            file.put("bytes", answer.body().length);
            file.set("answer", masked(answer.body()));
            write(request, file);
        }
    }

    void broken(ZohoRequest request, Throwable cause) {
        if (folder != null) {
            write(request, described(request).put("broken", cause.getClass().getName()));
        }
    }

    private ObjectNode described(ZohoRequest request) {
        ObjectNode file = mapper.createObjectNode();
        file.put("at", DateTimeFormatter.ISO_INSTANT.format(clock.instant()));
        file.put("run", request.runId());
        file.put("method", request.method().name());
        file.put("api", request.api());
        file.put("path", request.path());
        file.put("organization", request.organizationId());
        ObjectNode parameters = file.putObject("parameters");
        for (Map.Entry<String, String> one : new TreeMap<>(request.parameters()).entrySet()) {
            parameters.put(one.getKey(), Masking.parameter(one.getKey(), one.getValue()));
        }
        if (request.body() != null) {
            file.set("body", Masking.of(request.body()));
        }
        return file;
    }

    private JsonNode masked(byte[] body) {
        try {
            JsonNode tree = mapper.readTree(body);
            return tree == null ? mapper.nullNode() : Masking.of(tree);
        } catch (JacksonException cause) {
            return mapper.getNodeFactory().stringNode("not JSON");
        }
    }

    private void write(ZohoRequest request, ObjectNode file) {
        String name = "%s-%05d-%s-%s%s.json"
                .formatted(
                        DateTimeFormatter.ISO_INSTANT.format(clock.instant()).replaceAll("[^0-9TZ]", ""),
                        count.incrementAndGet(),
                        request.method(),
                        request.api(),
                        request.endpoint().replaceAll("[^A-Za-z_]+", "-"));
        try {
            Path into = OwnersOnly.folder(java.util.Objects.requireNonNull(folder));
            OwnersOnly.write(
                    into.resolve(name), mapper.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        } catch (IOException cause) {
            // Looking at calls must not change what becomes of them.
            log.warn("{} cannot be written to {}: {}", name, folder, cause.toString());
        }
    }
}
