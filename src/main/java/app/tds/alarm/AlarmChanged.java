package app.tds.alarm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * Something happened to an alarm; published in the transaction that keeps it, as a row of {@code etl.alarm_transitions}.
 *
 * @param transition identifies it
 * @param alarm as it is from now on
 * @param change what happened
 * @param at when
 * @param who did it; empty if nobody did
 * @param note why, in words; may be empty
 */
public record AlarmChanged(long transition, Alarm alarm, Change change, Instant at, String who, String note) {

    /** Whether receivers shall hear of it, as far as the alarm itself says. */
    @JsonIgnore
    public boolean isToBeTold() {
        return switch (change) {
            case PENDING, SILENCED, INHIBITED, RETURNED -> false;
            case FLAPS, SETTLED -> alarm.silenced() == null && alarm.inhibitedBy() == null;
            // Who heard that it began hears that it is over.
            case RESOLVED -> alarm.told() != null && alarm.flappingUntil() == null;
            default -> alarm.isAudible();
        };
    }
}
