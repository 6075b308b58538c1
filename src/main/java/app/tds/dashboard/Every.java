package app.tds.dashboard;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How often a list could be read, as a schedule says it. */
public enum Every {
    MINUTE("0 * * * * ?", Duration.ofMinutes(1)),
    TWO_MINUTES("0 */2 * * * ?", Duration.ofMinutes(2)),
    FIVE_MINUTES("0 */5 * * * ?", Duration.ofMinutes(5)),
    TEN_MINUTES("0 */10 * * * ?", Duration.ofMinutes(10)),
    FIFTEEN_MINUTES("0 */15 * * * ?", Duration.ofMinutes(15)),
    HALF_HOUR("0 */30 * * * ?", Duration.ofMinutes(30)),
    HOUR("0 0 * * * ?", Duration.ofHours(1)),
    TWO_HOURS("0 0 */2 * * ?", Duration.ofHours(2)),
    SIX_HOURS("0 0 */6 * * ?", Duration.ofHours(6)),
    HALF_DAY("0 0 2,14 * * ?", Duration.ofHours(12)),
    DAY("0 0 2 * * ?", Duration.ofDays(1)),
    WEEK("0 0 2 ? * FRI", Duration.ofDays(7));

    private final String cron;
    private final Duration apart;

    Every(String cron, Duration apart) {
        this.cron = cron;
        this.apart = apart;
    }

    /** As a job file says it. */
    public String cron() {
        return cron;
    }

    /** How far apart. */
    public Duration apart() {
        return apart;
    }

    static Optional<Every> of(String name) {
        return Arrays.stream(values()).filter(it -> it.name().equals(name)).findFirst();
    }

    /** For reading what has changed. */
    public static List<Every> deltas() {
        return List.of(values()).subList(0, SIX_HOURS.ordinal() + 1);
    }

    /** For reading everything. */
    public static List<Every> fulls() {
        return List.of(values()).subList(SIX_HOURS.ordinal(), values().length);
    }
}
