package app.tds.bench;

import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Processor time that one thread takes to translate a list row and a complete document, for the samples of some entities. The
 * processor time of a thread does not depend on what else the machine does, apart from its caches.
 */
public final class TranslationBenchmark {

    private static final Path SAMPLES = Path.of("src/test/resources/app/tds/zoho");
    private static final int ROUND = 20_000;
    private static final int ROUNDS = 12;
    private static final JsonMapper JSON = new JsonMapper();

    private TranslationBenchmark() {}

    private record Sample(String translation, String list, String member, String document, String root) {}

    /** Prints the median of the last rounds. */
    public static void main(String[] args) throws IOException {
        var samples = List.of(
                new Sample(
                        "zoho-invoice", "books-invoices-list.json", "invoices", "books-invoice-detail.json", "invoice"),
                new Sample(
                        "zoho-product",
                        "inventory-items-list.json",
                        "items",
                        "inventory-item-detail.locations.json",
                        "item"),
                new Sample(
                        "zoho-contact", "contacts-list.json", "contacts", "contact-detail.customer.json", "contact"));
        try (var context = new AnnotationConfigApplicationContext()) {
            var scanner = new ClassPathBeanDefinitionScanner(context, false);
            scanner.addIncludeFilter(new AssignableTypeFilter(Translation.class));
            scanner.scan("app.tds.zoho");
            context.refresh();
            for (Translation translation :
                    context.getBeansOfType(Translation.class).values()) {
                for (Sample sample : samples) {
                    if (translation.name().equals(sample.translation())) {
                        measure(translation, sample);
                    }
                }
            }
        }
    }

    private static void measure(Translation translation, Sample sample) throws IOException {
        Path list = SAMPLES.resolve(sample.list());
        if (Files.exists(list)) {
            var rows = JSON.readTree(Files.readString(list)).path(sample.member());
            print(
                    translation.name() + " list row",
                    time(
                            record(JSON.writeValueAsBytes(rows.get(0))),
                            it -> translation.translate(it).row()));
        }
        Path document = SAMPLES.resolve(sample.document());
        if (Files.exists(document)) {
            var root = JSON.readTree(Files.readString(document)).path(sample.root());
            var details = translation.details().orElseThrow();
            print(
                    translation.name() + " document",
                    time(
                            record(JSON.writeValueAsBytes(root)),
                            it -> details.translate(it).row()));
        }
    }

    private static void print(String what, double micros) {
        System.out.printf(Locale.ROOT, "%-28s %7.2f µs%n", what, micros);
    }

    private static SourceRecord record(byte[] json) {
        return new SourceRecord(null, null, json, new byte[32]);
    }

    private static double time(SourceRecord record, Function<SourceRecord, Object> translation) {
        var threads = ManagementFactory.getThreadMXBean();
        List<Double> times = new ArrayList<>();
        int seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUND; i++) {
                seen += translation.apply(record).hashCode() & 1;
            }
            times.add((threads.getCurrentThreadCpuTime() - begin) / 1e3 / ROUND);
        }
        if (seen < 0) {
            throw new IllegalStateException();
        }
        return times.stream()
                .skip(ROUNDS / 2)
                .sorted()
                .skip(ROUNDS / 4)
                .findFirst()
                .orElseThrow();
    }
}
