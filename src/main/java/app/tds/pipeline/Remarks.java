package app.tds.pipeline;

import app.tds.source.Translation.Remark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in {@code etl.remarks} what a run had to change to store records, and which of their fields no column takes. A
 * field with a remark in very many records is noted for the first records only. The log says once that there are more.
 */
final class Remarks {

    /** Records that a run notes for one field. */
    static final int MOST_RECORDS = 100;

    /** Fields that are told apart; all others count as one. */
    static final int MOST_FIELDS = 500;

    private static final Logger log = LoggerFactory.getLogger(Remarks.class);
    private static final String OTHERS = "other fields";

    private final Run run;
    private final Quarantine quarantine;
    private final Map<String, Set<String>> noted = new HashMap<>();
    private final Set<String> full = new HashSet<>();

    Remarks(Run run, Quarantine quarantine) {
        this.run = run;
        this.quarantine = quarantine;
    }

    /** In the caller's transaction. */
    void note(String sourceId, List<Remark> remarks) {
        if (!remarks.isEmpty()) {
            quarantine.note(
                    run,
                    sourceId,
                    remarks.stream()
                            .filter(remark -> isNoted(group(remark.field()), sourceId))
                            .toList());
        }
    }

    private boolean isNoted(String field, String sourceId) {
        Set<String> records = noted.computeIfAbsent(field, it -> new HashSet<>());
        if (records.contains(sourceId) || records.size() < MOST_RECORDS) {
            records.add(sourceId);
            return true;
        }
        if (full.add(field)) {
            log.warn(
                    "run {}: more than {} records of {} have a remark about {}; the remarks of the others are not noted",
                    run.id(),
                    MOST_RECORDS,
                    run.job(),
                    field);
        }
        return false;
    }

    /** The field without positions and ids. */
    private String group(String field) {
        String group = field.replaceAll("\\[\\d+]", "[]").replaceAll(" .*", "");
        return noted.containsKey(group) || noted.size() < MOST_FIELDS ? group : OTHERS;
    }
}
