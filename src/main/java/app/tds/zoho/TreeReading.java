package app.tds.zoho;

import app.tds.zoho.ZohoClient.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads an answer as a tree in which no digit of a decimal is lost. */
final class TreeReading {

    private final JsonMapper mapper;

    TreeReading(JsonMapper mapper) {
        this.mapper = mapper.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // Of two that contradict each other, neither can be believed.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The reading for one request: success has code 0 in Books and Inventory, and none in CRM. */
    ZohoClient.Reading<JsonNode> of(ZohoRequest request) {
        return body -> {
            JsonNode tree = tree(body);
            if (!tree.isObject()) {
                throw new Unreadable("it is not a JSON object");
            }
            JsonNode code = tree.path("code");
            String refusal = request.dialect().refusal(code);
            if (refusal != null) {
                throw new Unreadable(refusal);
            }
            return tree;
        };
    }

    private JsonNode tree(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException cause) {
            throw new Unreadable("it is not complete JSON: " + cause.getOriginalMessage());
        }
    }
}
