package app.tds.zoho;

import app.tds.zoho.ZohoClient.Unreadable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the numbers beside a list: {@code page_context} has them under names that no document establishes. */
final class TotalsReading implements ZohoClient.Reading<TotalsReading.Totals> {

    private final JsonMapper mapper;
    private final @Nullable PageReading rows;

    /**
     * @param rows reads the records as well; null if none were asked for
     */
    TotalsReading(JsonMapper mapper, @Nullable PageReading rows) {
        this.mapper = mapper;
        this.rows = rows;
    }

    /** The numbers and the page, which is empty if no records were asked for. */
    record Totals(Map<String, BigDecimal> numbers, PageReading.Page page) {}

    @Override
    public Totals read(byte[] body) {
        JsonNode answer = tree(body);
        if (answer.path("code").asInt(-1) != 0) {
            throw new Unreadable("its code is not 0");
        }
        JsonNode context = answer.path("page_context");
        JsonNode one = context.isArray() ? context.path(0) : context;
        Map<String, BigDecimal> numbers = new TreeMap<>();
        one.properties().forEach(member -> {
            BigDecimal number = number(member.getValue());
            if (number != null) {
                numbers.put(member.getKey(), number);
            }
        });
        return new Totals(numbers, rows == null ? PageReading.Page.NONE : rows.read(body));
    }

    private JsonNode tree(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException cause) {
            throw new Unreadable("it is not complete JSON: " + cause.getOriginalMessage());
        }
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        String text = value.isString() ? value.asString() : "";
        return text.matches("-?[0-9]{1,30}(\\.[0-9]{1,20})?") ? new BigDecimal(text) : null;
    }
}
