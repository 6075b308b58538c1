package app.tds.launch;

import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import java.time.Duration;

/** Has every open difference asked for once more, as a process that serves does. */
public final class Repairing {

    private Repairing() {}

    /** Until each was asked for and no run is left. */
    public static void all(RunningApplication application) {
        Repairs repairs = application.bean(Repairs.class);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    repairs.round();
                    return application
                                    .jdbc()
                                    .sql("select (select count(*) from etl.differences where repaired_at is null"
                                            + " and repair_asked_at is null)"
                                            + " + (select count(*) from etl.runs where outcome is null)")
                                    .query(Long.class)
                                    .single()
                            == 0;
                });
    }
}
