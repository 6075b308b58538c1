package app.tds;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.OwnJobs;
import app.tds.mirror.Answer;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.Translation;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every entity as job files and code say it: tests that walk over all of them need no list of their own. */
public final class Entities {

    private static final List<Entity> EVERYTHING = read();

    private static final List<Entity> ALL =
            EVERYTHING.stream().filter(it -> it.job().needs() == null).toList();

    private Entities() {}

    /**
     * An entity.
     *
     * @param job its job
     * @param rows the kinds of row that its records become
     * @param parts the kinds of row that are parts of its documents
     * @param translation what its records mean
     */
    public record Entity(JobDefinition job, Set<Class<?>> rows, Set<Class<?>> parts, Translation translation) {

        /** The sandbox's name for the list. */
        public String list() {
            String path = job.source().path();
            String name = path.substring(path.lastIndexOf('/') + 1);
            return job.source().api().equals("crm") ? "crm/" + name.toLowerCase(Locale.ROOT) : name;
        }

        /** The tables that hold a row for each record. */
        public List<String> tables() {
            return tablesOf(rows);
        }

        /** The tables that hold parts of its documents, and nothing else. */
        public List<String> partTables() {
            return tablesOf(parts).stream()
                    .filter(it -> !Entities.tables().contains(it))
                    .toList();
        }

        /** Whether the job reads the list of another job, and keeps something else of its records. */
        public boolean isCompanion() {
            return EVERYTHING.stream()
                            .filter(it -> it.list().equals(list()))
                            .findFirst()
                            .orElseThrow()
                    != this;
        }

        /** What the columns of its rows are read from, in an order that is always the same. */
        public List<ColumnsFile> rowColumns() {
            return columnsOf(rows);
        }

        /** What the columns of its parts are read from, in an order that is always the same. */
        public List<ColumnsFile> partColumns() {
            return columnsOf(parts);
        }

        private static List<ColumnsFile> columnsOf(Set<Class<?>> kinds) {
            return kinds.stream()
                    .sorted(Comparator.comparing(Class::getSimpleName))
                    .map(ColumnsFile::of)
                    .toList();
        }
    }

    /** Those whose jobs need no setting of their own, in the order in which they are imported. */
    public static List<Entity> all() {
        return ALL;
    }

    /** All of them, those whose jobs need a setting too. */
    public static List<Entity> everything() {
        return EVERYTHING;
    }

    /** Those of CRM. */
    public static List<Entity> ofCrm() {
        return EVERYTHING.stream()
                .filter(it -> it.job().source().api().equals("crm"))
                .toList();
    }

    /** Every table that holds a row for each record of a list, those of jobs that need a setting too. */
    public static List<String> everyTable() {
        return EVERYTHING.stream().flatMap(it -> it.tables().stream()).toList();
    }

    /** The names of their jobs, in that order. */
    public static List<String> jobs() {
        return ALL.stream().map(it -> it.job().name()).toList();
    }

    /** The one whose records the sandbox lists under this name. */
    public static Entity listedAs(String list) {
        return EVERYTHING.stream()
                .filter(it -> it.list().equals(list))
                .findFirst()
                .orElseThrow();
    }

    /** Every table that holds a row for each record of a list. */
    public static List<String> tables() {
        return ALL.stream().flatMap(it -> it.tables().stream()).toList();
    }

    /** Every table that holds parts of documents, and nothing else. */
    public static List<String> partTables() {
        return tablesOf(ALL.stream().flatMap(it -> it.parts().stream()).toList()).stream()
                .filter(it -> !tables().contains(it))
                .toList();
    }

    /** Which components of a row its list says, or else its document. */
    public static Predicate<String> columns(TdsRow row, boolean listed) {
        Answer answer = listed ? Answer.LIST : Answer.DOCUMENT;
        return Stream.of(row.getClass().getRecordComponents())
                .filter(it -> !it.isAnnotationPresent(OnlyIn.class)
                        || it.getAnnotation(OnlyIn.class).value() == answer)
                .map(RecordComponent::getName)
                .collect(Collectors.toSet())::contains;
    }

    private static List<String> tablesOf(Collection<Class<?>> kinds) {
        return kinds.stream()
                .map(it -> it.getAnnotation(Table.class).value())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Entity> read() {
        Map<String, Translation> translations = translations();
        return OwnJobs.all().all().stream()
                .map(job -> entity(job, translations.get(job.source().translation())))
                .toList();
    }

    private static Entity entity(JobDefinition job, Translation translation) {
        return new Entity(
                job,
                Set.copyOf(translation.kinds().rows()),
                Set.copyOf(translation.kinds().parts()),
                translation);
    }

    private static Map<String, Translation> translations() {
        try (var context = new AnnotationConfigApplicationContext()) {
            var scanner = new ClassPathBeanDefinitionScanner(context, false);
            scanner.addIncludeFilter(new AssignableTypeFilter(Translation.class));
            scanner.scan("app.tds.zoho");
            context.refresh();
            return context.getBeansOfType(Translation.class).values().stream()
                    .collect(Collectors.toMap(Translation::name, it -> it));
        }
    }
}
