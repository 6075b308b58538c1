package app.tds.convergence;

import app.tds.ColumnsFile;
import app.tds.ColumnsFile.Line;
import app.tds.Entities;
import app.tds.Entities.Entity;
import app.tds.jobs.JobDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The records of one of Zoho's lists as a job keeps them.
 *
 * @param job its name
 * @param list the sandbox's name for the list
 * @param path of the list
 * @param documents where one document is, with {@code {id}} in it; empty if there is none
 * @param tables where its records are kept, a record in one of them
 * @param document a column that only complete documents fill; empty if there is none
 * @param companion whether another job reads the list for the records' own sake
 */
record Records(
        String job,
        String list,
        String path,
        String documents,
        List<String> tables,
        String document,
        boolean companion) {

    private static final Map<String, String> ROOTS =
            Map.of("books", "/books/v3", "inventory", "/inventory/v1", "crm", "/crm/v8");

    private static final List<Records> ALL =
            Entities.all().stream().map(Records::of).toList();

    private static final List<Records> CRM =
            Entities.ofCrm().stream().map(Records::of).toList();

    /** An item can be in several of these. */
    private static final Set<String> OF_ITEMS = Set.of("items", "itemgroups", "compositeitems");

    private static Records of(Entity entity) {
        JobDefinition job = entity.job();
        String root = ROOTS.get(job.source().api());
        String paths = job.details() == null ? "" : root + job.details().path();
        boolean documents = job.hasDocuments() && !entity.isCompanion();
        String column = documents ? onlyInDocuments(entity.rowColumns()) : "";
        return new Records(
                job.name(),
                entity.list(),
                root + job.source().path(),
                paths,
                entity.tables(),
                column,
                entity.isCompanion());
    }

    /** An amount in all kinds of row, under Zoho's own name. */
    private static String onlyInDocuments(List<ColumnsFile> kinds) {
        return kinds.get(0).lines().stream()
                .filter(it -> it.kind().equals("amount") && it.fields().equals(List.of(it.column())))
                .filter(Line::isOnlyInDocuments)
                .filter(it -> kinds.stream().allMatch(kind -> kind.lines().contains(it)))
                .map(Line::column)
                .findFirst()
                .orElse("");
    }

    /** Some of CRM's. */
    static List<Records> ofCrm(int number, Random random) {
        List<Records> all = new ArrayList<>(CRM);
        Collections.shuffle(all, random);
        return all.subList(0, number);
    }

    /** Where the document of this record is. */
    String pathOfDocument(String id) {
        return documents.replace("{id}", id);
    }

    /** Whether documents say more than rows. */
    boolean hasDocuments() {
        return !isOfCrm();
    }

    boolean isOfCrm() {
        return list.startsWith("crm/");
    }

    /** The name of the field that says when a record was modified. */
    String modified() {
        return isOfCrm() ? "Modified_Time" : "last_modified_time";
    }

    /**
     * Some of all there are; a companion comes with the job whose list it reads. One job more changes only the stories that
     * the job is in.
     */
    static List<Records> some(int number, Random random) {
        int salt = random.nextInt();
        List<Records> drawn = ALL.stream()
                .filter(it -> !it.companion())
                .sorted(Comparator.comparing(it -> new Random(salt ^ it.job().hashCode()).nextInt()))
                .toList();
        return withCompanions(drawn.subList(0, number));
    }

    /** Those of these jobs. */
    static List<Records> of(List<String> jobs) {
        return withCompanions(ALL.stream().filter(it -> jobs.contains(it.job())).toList());
    }

    private static List<Records> withCompanions(List<Records> chosen) {
        List<Records> some = new ArrayList<>(chosen);
        List<String> lists = some.stream().map(Records::list).toList();
        ALL.stream().filter(it -> it.companion() && lists.contains(it.list())).forEach(some::add);
        return some;
    }

    /** Whether a record of that list may be one of these. */
    boolean share(String otherList) {
        return list.equals(otherList) || OF_ITEMS.contains(list) && OF_ITEMS.contains(otherList);
    }
}
