package app.tds.sandbox;

import java.util.Optional;

/** What goes wrong with one request. */
record Script(Optional<Answer> instead, Quirks quirks, Delivery delivery) {

    static final Script NONE = new Script(Optional.empty(), Quirks.NONE, Delivery.PLAIN);

    static Script of(Answer answer) {
        return new Script(Optional.of(answer), Quirks.NONE, Delivery.PLAIN);
    }

    static Script of(Quirks quirks) {
        return new Script(Optional.empty(), quirks, Delivery.PLAIN);
    }

    static Script of(Delivery delivery) {
        return new Script(Optional.empty(), Quirks.NONE, delivery);
    }

    /** Both at once; where they disagree, the earlier. */
    Script and(Script later) {
        return new Script(
                instead.or(later::instead),
                quirks.and(later.quirks),
                delivery.kind() == Delivery.Kind.PLAIN ? later.delivery : delivery);
    }
}
