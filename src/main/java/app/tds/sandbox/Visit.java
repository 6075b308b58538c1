package app.tds.sandbox;

import org.jspecify.annotations.Nullable;

/** One request from its entry through an organization's gate until it leaves. */
final class Visit {

    private @Nullable Gate gate;

    void enter(Gate through) {
        enter(through, 1);
    }

    void enter(Gate through, int price) {
        through.enter(price);
        gate = through;
    }

    void leave() {
        if (gate != null) {
            gate.leave();
            gate = null;
        }
    }
}
