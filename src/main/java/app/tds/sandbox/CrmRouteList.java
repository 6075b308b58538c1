package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module that the organization has made: the routes on which it delivers. */
final class CrmRouteList extends CrmList {

    CrmRouteList() {
        super("Routes", "Route");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("Name", "text"),
                CrmField.custom("Driver", "lookup"),
                CrmField.custom("Stops", "integer"),
                CrmField.custom("Weekdays", "multiselectpicklist"),
                CrmField.custom("Halts", "subform"),
                CrmField.custom("Toll_Gates", "subform"));
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        long created = founding.latest() - 30_000_000;
        for (int i = 1; i <= 3; i++) {
            adding.add(3652397000000200000L + i, created, created, another(i, ledger));
        }
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields(
                "Name",
                "Route " + number,
                "Driver",
                lookup("Rawand Aziz", 3652397000000186031L),
                "Stops",
                10 * number,
                "Weekdays",
                List.of("Sunday", "Tuesday"));
    }

    @Override
    Map<String, @Nullable Object> of(CrmRecord entry) {
        return fields(
                "Halts",
                List.of(
                        subformRow(entry, 1, fields("Customer", lookup("Nur", 3652397000000624101L), "Minutes", 20)),
                        subformRow(entry, 2, fields("Customer", null, "Minutes", 7.5, "Gate", "north"))),
                "Toll_Gates",
                List.of(subformRow(entry, 3, fields("Gate", "bridge"))));
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Name").toString();
    }
}
