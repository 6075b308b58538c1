package app.tds.sandbox;

import java.util.HashMap;
import java.util.Map;

/** Names that must not repeat. */
final class Names {

    private final Map<String, Integer> used = new HashMap<>();

    String unique(String name) {
        int times = used.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + " " + times;
    }
}
