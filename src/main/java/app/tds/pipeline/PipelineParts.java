package app.tds.pipeline;

import app.tds.mirror.Payloads;
import app.tds.mirror.Replays;
import app.tds.mirror.RowAges;
import app.tds.mirror.RowOrigins;
import app.tds.mirror.TdsTables;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every pipeline writes to. */
@Component
record PipelineParts(
        TdsTables tables,
        RowAges ages,
        Payloads payloads,
        Replays replays,
        RowOrigins origins,
        Quarantine quarantine,
        HydrationQueue hydration,
        ProvisionalVersions provisional,
        ListedIds listed,
        SweptIds swept,
        Runs runs,
        Watermarks watermarks,
        RunSteps steps,
        Differences differences,
        Verifications verifications,
        CallsOfDeliveries callsOfDeliveries,
        Transactions transactions,
        ApplicationEventPublisher events,
        Stamps stamps,
        Clock clock) {}
