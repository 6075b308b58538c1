package app.tds.zoho.record;

import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records for tests: from the recorded answers beside them, or from text. */
final class SampleRecords {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SampleRecords() {}

    static SourceRecord record(String file, String member, int index) {
        try (InputStream answer = SampleRecords.class.getResourceAsStream("/app/tds/zoho/" + file)) {
            return of(JSON.readTree(answer).required(member).required(index).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceRecord member(String file, String member) {
        try (InputStream answer = SampleRecords.class.getResourceAsStream("/app/tds/zoho/" + file)) {
            return of(JSON.readTree(answer).required(member).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it: the record is the answer itself. */
    static SourceRecord answer(String file) {
        try (InputStream answer = SampleRecords.class.getResourceAsStream("/app/tds/zoho/" + file)) {
            return of(JSON.readTree(answer).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What documents mean to a translation. */
    static DetailTranslation documents(Translation translation) {
        return translation.details().orElseThrow();
    }

    static SourceRecord of(String json) {
        return new SourceRecord(null, null, json.getBytes(StandardCharsets.UTF_8), new byte[32]);
    }
}
