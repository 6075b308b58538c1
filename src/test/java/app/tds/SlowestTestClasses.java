package app.tds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Prints at the end of a build which test classes took longest, from the reports that Surefire and Failsafe wrote. */
final class SlowestTestClasses {

    private static final int SHOWN = 10;

    private record TestClass(String name, int tests, Duration time) {

        static TestClass of(Path report) {
            try {
                Element suite = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(report.toFile())
                        .getDocumentElement();
                return new TestClass(
                        suite.getAttribute("name"),
                        Integer.parseInt(suite.getAttribute("tests")),
                        Duration.ofMillis(Math.round(Double.parseDouble(suite.getAttribute("time")) * 1000)));
            } catch (IOException | ParserConfigurationException | SAXException cause) {
                throw new IllegalStateException(report + " cannot be read", cause);
            }
        }

        double seconds() {
            return time.toMillis() / 1000.0;
        }
    }

    private SlowestTestClasses() {}

    /** The arguments: when the build began, and the folders of reports. */
    public static void main(String[] args) throws IOException {
        Instant begin = Instant.parse(args[0]);
        List<TestClass> classes = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            classes.addAll(read(Path.of(args[i]), begin));
        }
        if (!classes.isEmpty()) {
            System.out.print(text(classes));
        }
    }

    /** Reports of earlier builds may still be there. */
    private static List<TestClass> read(Path folder, Instant begin) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> reports = Files.list(folder)) {
            return reports.filter(report -> report.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(report ->
                            !report.toFile().isDirectory() && report.toFile().lastModified() >= begin.toEpochMilli())
                    .map(TestClass::of)
                    .toList();
        }
    }

    private static String text(List<TestClass> classes) {
        double seconds = classes.stream().mapToDouble(TestClass::seconds).sum();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "Slowest of %d test classes, which took %.0f s in all:%n", classes.size(), seconds));
        classes.stream()
                .sorted(Comparator.comparing(TestClass::time).reversed())
                .limit(SHOWN)
                .forEach(it -> text.append(
                        String.format(Locale.ROOT, "%8.1f s  %4d tests  %s%n", it.seconds(), it.tests(), it.name())));
        return text.toString();
    }
}
