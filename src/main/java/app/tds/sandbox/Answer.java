package app.tds.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the caller; the code is Zoho's own, 0 for success. */
record Answer(int status, int code, String contentType, byte[] body, Map<String, String> headers) {

    static final String JSON = "application/json;charset=UTF-8";

    static Answer ok(byte[] body) {
        return new Answer(200, 0, JSON, body, Map.of());
    }

    static Answer json(int status, String body) {
        return new Answer(status, 0, JSON, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer error(int status, int code, String message) {
        return new Answer(status, code, JSON, Envelope.error(code, message), Map.of());
    }

    Answer with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, code, contentType, body, all);
    }

    Answer instead(String type, String content) {
        return new Answer(200, code, type, content.getBytes(StandardCharsets.UTF_8), headers);
    }
}
