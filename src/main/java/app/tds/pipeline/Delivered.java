package app.tds.pipeline;

import app.tds.mirror.Kinds;
import app.tds.mirror.TdsTables.Kept;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that came with webhooks. A document that is complete and new enough saves a call.
 *
 * <p>The newest document saves the call if it is complete and newer than all that is at hand. A document that is only as new saves no
 * call: a source tells of a deletion with the last document, and of two documents with the same time nobody knows which
 * came first.
 */
final class Delivered {

    /** How far the source's clock may be ahead. */
    static final Duration SOON = Duration.ofMinutes(5);

    private final Run run;
    private final Notices notices;
    private final String key;
    private final DetailTranslation translation;
    private final Kinds kinds;
    private final PipelineParts parts;

    Delivered(Run run, Notices notices, String key, DetailTranslation translation, Kinds kinds, PipelineParts parts) {
        this.run = run;
        this.notices = notices;
        this.key = key;
        this.translation = translation;
        this.kinds = kinds;
        this.parts = parts;
    }

    /**
     * All versions of a record that came complete; none, if what came is older than what is at hand.
     *
     * @param upTo the newest that came
     * @param newest whether it is newer than what is at hand
     */
    record Told(Instant upTo, boolean newest, List<SourceRecord> documents) {}

    /** The delivered documents of these records, by id. A record that is left out has to be fetched. */
    Map<String, Told> of(Collection<String> ids) {
        Map<String, List<SourceRecord>> sent = notices.documents(run, key, ids);
        if (sent.isEmpty()) {
            return Map.of();
        }
        Map<String, Kept> kept = parts.tables().kept(kinds, run.organizationId(), sent.keySet());
        Set<String> inQuarantine = parts.quarantine().ids(run, Quarantine.details(run));
        Map<String, Told> told = new HashMap<>();
        sent.forEach((id, documents) -> {
            Told enough = inQuarantine.contains(id) ? null : enough(documents, kept.get(id));
            if (enough != null) {
                told.put(id, enough);
            }
        });
        return told;
    }

    private @Nullable Told enough(List<SourceRecord> sent, @Nullable Kept kept) {
        if (kept != null && kept.deleted()) {
            return null;
        }
        Instant upTo = newest(sent);
        if (upTo.isAfter(soon())) {
            return null;
        }
        List<SourceRecord> newest =
                sent.stream().filter(document -> time(document).equals(upTo)).toList();
        List<SourceRecord> complete =
                sent.stream().filter(document -> isComplete(document, kept)).toList();
        boolean isOld = kept != null && kept.detailsModifiedAt() != null && upTo.isBefore(kept.detailsModifiedAt());
        return isOld || isNewer(upTo, kept) && complete.containsAll(newest) && newest.size() == 1
                ? new Told(upTo, !isOld, complete)
                : null;
    }

    /** The newest versions that deliveries claim for these records, and that can be; they need not be true. */
    Map<String, Instant> claims(Collection<String> ids) {
        Map<String, Instant> claims = new HashMap<>();
        notices.documents(run, key, ids).forEach((id, sent) -> claims.put(id, newest(sent)));
        claims.values().removeIf(time -> time.isAfter(soon()));
        return claims;
    }

    private static Instant newest(List<SourceRecord> sent) {
        return sent.stream().map(Delivered::time).max(Instant::compareTo).orElseThrow();
    }

    /** A delivery from beyond only says that something has happened. */
    private Instant soon() {
        return parts.clock().instant().plus(SOON);
    }

    /** A list may have shown a version whose details are not at hand. */
    private static boolean isNewer(Instant time, @Nullable Kept kept) {
        return kept == null
                || (kept.detailsModifiedAt() == null || time.isAfter(kept.detailsModifiedAt()))
                        && (kept.modifiedAt() == null || !time.isBefore(kept.modifiedAt()));
    }

    private boolean isComplete(SourceRecord document, @Nullable Kept kept) {
        try {
            Instant time = translation.translate(document).row().sourceModifiedAt();
            return time(document).equals(time)
                    && translation.isComplete(document, kept == null ? null : kept.details());
        } catch (Unusable unreadable) {
            return false;
        }
    }

    private static Instant time(SourceRecord document) {
        return Objects.requireNonNull(document.modifiedAt());
    }
}
