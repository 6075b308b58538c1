package app.tds.pipeline;

import org.springframework.stereotype.Component;

/** Which jobs have documents that wait and could be fetched now. */
@Component
public class Backlogs {

    private final HydrationQueue waiting;
    private final Plans plans;

    Backlogs(HydrationQueue waiting, Plans plans) {
        this.waiting = waiting;
        this.plans = plans;
    }

    /** Whether documents of this run's job are due, and today's calls allow for some. */
    public boolean isDue(Run run) {
        return waiting.isAnyDue(run) && plans.room(run) > 0;
    }
}
