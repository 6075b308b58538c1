package app.tds.shopfront;

import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shop calls an order. */
final class ShopOrderTranslation implements Translation {

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public String name() {
        return "shop-order";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(ShopOrder.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        JsonNode order = mapper.readTree(record.json());
        try {
            var total = new BigDecimal(order.path("total").asString());
            return new Translated(new ShopOrder(order.path("number").asString(), null, null, total), List.of());
        } catch (NumberFormatException cause) {
            throw new Unusable("total", order.path("total") + " is not a number");
        }
    }
}
