package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.KeptRow;
import app.tds.mirror.KeptRow.Document;
import app.tds.mirror.Replays;
import app.tds.mirror.TdsRow;
import app.tds.source.FieldUse;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the payloads that rows are made of hold, and which of their fields no column takes. */
@Component
public class KeptFields {

    private final JobDefinitions jobs;
    private final Integrations integrations;
    private final Replays replays;

    KeptFields(JobDefinitions jobs, Integrations integrations, Replays replays) {
        this.jobs = jobs;
        this.integrations = integrations;
        this.replays = replays;
    }

    /** These jobs and the jobs that read the same list as one of these, list by list. */
    public List<List<JobDefinition>> byList(Collection<String> names) {
        Map<String, List<JobDefinition>> lists = jobs.all().stream()
                .collect(Collectors.groupingBy(
                        it -> it.source().integration() + " " + it.source().api()
                                + it.source().path(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return lists.values().stream()
                .filter(list -> list.stream().anyMatch(it -> names.contains(it.name())))
                .toList();
    }

    /**
     * The fields of the records that the source modified last.
     *
     * @param list jobs that read the same list
     * @param most records of each kind of row
     */
    public FieldUse of(List<JobDefinition> list, String organizationId, int most) {
        List<Translation> translations =
                list.stream().map(integrations::translation).toList();
        var use = new FieldUse();
        for (Class<? extends TdsRow> kind : ownKinds(translations)) {
            replays.newest(kind, organizationId, most, row -> add(use, row, translations));
        }
        return use;
    }

    /** Rows that are another side of others are made of the same payloads. */
    private static Set<Class<? extends TdsRow>> ownKinds(List<Translation> translations) {
        Set<Class<? extends TdsRow>> kinds = new LinkedHashSet<>();
        translations.stream()
                .filter(it -> translations.size() == 1 || it.sideOf().isEmpty())
                .forEach(it -> kinds.addAll(it.rows()));
        return kinds;
    }

    private static void add(FieldUse use, KeptRow row, List<Translation> translations) {
        if (row.list() != null) {
            SourceRecord record = record(row.sourceId(), row.list());
            use.addRow(translations.stream()
                    .flatMap(it -> it.fields(record).stream())
                    .toList());
        }
        if (row.details() != null) {
            SourceRecord record = record(row.sourceId(), row.details());
            use.addDocument(translations.stream()
                    .flatMap(it -> it.details().stream())
                    .flatMap(it -> it.fields(record).stream())
                    .toList());
        }
    }

    private static SourceRecord record(String id, Document document) {
        return new SourceRecord(id, null, document.json(), document.hash());
    }
}
