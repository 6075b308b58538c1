package app.tds.pipeline;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Reads the list rows of a job that are in quarantine; a restart begins again with the rows that still are there. */
final class QuarantineReader implements ItemReader<ListedRecord> {

    private static final int SOME = 100;

    private final Run run;
    private final Quarantine quarantine;
    private final RunTally tally;

    private Iterator<Quarantine.Entry> entries = Collections.emptyIterator();
    private String after = "";

    QuarantineReader(Run run, Quarantine quarantine, RunTally tally) {
        this.run = run;
        this.quarantine = quarantine;
        this.tally = tally;
    }

    @Override
    public @Nullable ListedRecord read() {
        if (!entries.hasNext()) {
            List<Quarantine.Entry> some = quarantine.after(run, run.job(), after, SOME);
            if (some.isEmpty()) {
                return null;
            }
            entries = some.iterator();
        }
        Quarantine.Entry entry = entries.next();
        after = entry.id();
        tally.read(null);
        return new ListedRecord(entry.record(), false);
    }
}
