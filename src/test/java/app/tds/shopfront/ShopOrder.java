package app.tds.shopfront;

import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order of the shop. */
@Table("shop_orders")
public record ShopOrder(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        BigDecimal total) implements TdsRow {}
