package app.tds.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The gauges that one statement measures. A column whose name begins with {@code tds.} is a gauge; every other column is a
 * label. What is null is not known, and is not there.
 */
final class MeasuredRows {

    private final String sql;
    private final Map<String, MultiGauge> gauges = new TreeMap<>();

    /**
     * @param helps of each gauge, what it says
     */
    MeasuredRows(String sql, Map<String, String> helps, MeterRegistry meters) {
        this.sql = sql;
        helps.forEach((name, help) ->
                gauges.put(name, MultiGauge.builder(name).description(help).register(meters)));
    }

    void measure(JdbcClient jdbc) {
        Map<String, List<Row<?>>> rows = new LinkedHashMap<>();
        gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
        jdbc.sql(sql).query(row -> {
            Tags labels = labels(row);
            for (var gauge : rows.entrySet()) {
                double value = row.getDouble(gauge.getKey());
                if (!row.wasNull()) {
                    gauge.getValue().add(Row.of(labels, value));
                }
            }
        });
        gauges.forEach((name, gauge) -> gauge.register(Objects.requireNonNull(rows.get(name)), true));
    }

    private Tags labels(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Tags labels = Tags.empty();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            if (!gauges.containsKey(name)) {
                labels = labels.and(name, Objects.requireNonNullElse(row.getString(i), ""));
            }
        }
        return labels;
    }
}
