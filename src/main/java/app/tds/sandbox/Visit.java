package app.tds.sandbox;

import org.jspecify.annotations.Nullable;

/** One request from its entry through an organization's gate until it leaves. */
final class Visit {

    private @Nullable Gate gate;

    void enter(Gate through) {
        through.enter();
        gate = through;
    }

    void leave() {
        if (gate != null) {
            gate.leave();
            gate = null;
        }
    }
}
