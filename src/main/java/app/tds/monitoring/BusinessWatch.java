package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.monitoring.Measured.Of;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what a company may want to hear of its business: prices that change, stock that moves, customers who owe more than
 * was agreed. Each rule is off until somebody gives it a severity; then nothing is asked for it either.
 */
@Component
class BusinessWatch implements Watch {

    private static final String PRICE = "price-changed";
    private static final String STOCK = "stock-moved";
    private static final String CREDIT = "credit-limit";

    private static final Duration PRICES = Duration.ofHours(1);
    private static final Duration STOCKS = Duration.ofHours(2);
    /** Of more records than these nobody wants to hear one by one; the largest changes come first. */
    private static final int MOST = 50;

    private static final String CHANGED = """
            select * from etl.moved(:event, :table, :column, :since) order by abs(now - before) desc, source_id limit :most
            """;

    private final JdbcClient jdbc;
    private final Rules rules;
    private final Clock clock;

    BusinessWatch(JdbcClient jdbc, Rules rules, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        var measured = new Measured(rules);
        if (isWanted(PRICE)) {
            prices(measured);
        }
        if (isWanted(STOCK)) {
            stock(measured);
        }
        if (isWanted(CREDIT)) {
            credit(measured);
        }
        return measured.findings();
    }

    private boolean isWanted(String kind) {
        return rules.all().stream().anyMatch(rule -> rule.kind().equals(kind) && rule.on());
    }

    private record Changed(String organization, String id, String called, BigDecimal now, BigDecimal before) {

        BigDecimal difference() {
            return now.subtract(before);
        }

        /** What was nothing has changed by all of it. */
        double share() {
            return before.signum() == 0
                    ? 1
                    : difference()
                            .abs()
                            .divide(before.abs(), 6, RoundingMode.HALF_UP)
                            .doubleValue();
        }
    }

    private List<Changed> changed(String event, String column, String table, Duration within) {
        return jdbc.sql(CHANGED)
                .param("event", event)
                .param("table", table)
                .param("column", column)
                .param("since", Timestamp.from(clock.instant().minus(within)))
                .param("most", MOST)
                .query((row, number) -> new Changed(
                        row.getString("organization_id"),
                        row.getString("source_id"),
                        row.getString("called"),
                        row.getBigDecimal("now"),
                        row.getBigDecimal("before")))
                .list();
    }

    private void prices(Measured measured) {
        changed("ProductChanged", "rate", "products", PRICES)
                .forEach(it -> measured.take(
                        new Of(PRICE, it.organization(), "products"),
                        Threshold.share(Math.min(9.99, it.share())),
                        it.id(),
                        "The sales price of " + it.called() + " was " + plain(it.before()) + " and is "
                                + plain(it.now()) + ".",
                        "Look whether that was meant."));
    }

    private void stock(Measured measured) {
        changed("StockChanged", "stock_on_hand", "stock", STOCKS)
                .forEach(it -> measured.take(
                        new Of(STOCK, it.organization(), "stock"),
                        Threshold.of(it.difference().abs().longValue()),
                        it.id(),
                        "The stock of " + it.called() + " was " + plain(it.before()) + " and is " + plain(it.now())
                                + ", within two hours.",
                        "Look whether that was meant."));
    }

    private void credit(Measured measured) {
        jdbc.sql("""
                        select organization_id, source_id, contact_name, currency_code, credit_limit,
                          outstanding_receivable_amount as owed, outstanding_receivable_amount / credit_limit - 1 as beyond
                        from tds.customers
                        where deleted_at is null and credit_limit > 0 and outstanding_receivable_amount > credit_limit
                        order by beyond desc, source_id limit ?
                        """).param(MOST).query(row -> {
            measured.take(
                    new Of(CREDIT, row.getString("organization_id"), "customers"),
                    Threshold.share(Math.min(9.99, row.getDouble("beyond"))),
                    row.getString("source_id"),
                    String.format(
                            Locale.ROOT,
                            "%s owes %s %s; %s was agreed.",
                            row.getString("contact_name"),
                            plain(row.getBigDecimal("owed")),
                            row.getString("currency_code"),
                            plain(row.getBigDecimal("credit_limit"))),
                    "Decide whether the customer is sold to.");
        });
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
