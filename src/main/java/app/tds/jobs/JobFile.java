package app.tds.jobs;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One file of job facts: dotted keys and their values.
 *
 * @param label for people, such as {@code jobs/invoices.yaml}
 * @param values by key; lists as {@code source.ignore[0]}, parameters as {@code source.parameters[filter_by]}
 */
record JobFile(String label, Map<String, Object> values) {

    /** What holds names that are not keys of ours. */
    private static final List<String> NAMED = List.of("source.parameters", "webhook.modules");

    /** Reads a file, or says with a {@link YAMLException} or {@link IOException} why that is impossible. */
    static JobFile read(String label, Resource resource) throws IOException {
        var documents = new YamlPropertySourceLoader().load(label, resource);
        if (documents.size() > 1) {
            throw new YAMLException("holds " + documents.size() + " documents separated by ---; one file is one job");
        }
        var values = new HashMap<String, Object>();
        for (var document : documents) {
            var source = (EnumerablePropertySource<?>) document;
            for (var key : source.getPropertyNames()) {
                var value = source.getProperty(key);
                values.put(bracketed(key), value == null ? "" : value);
            }
        }
        return new JobFile(label, values);
    }

    /** A sentence about why a file could not be read. */
    static String unreadable(Exception e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            var mark = marked.getProblemMark();
            return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": " + marked.getProblem();
        }
        return String.valueOf(e.getMessage());
    }

    // The binder drops underscores from map keys that are not in brackets.
    private static String bracketed(String key) {
        return NAMED.stream()
                .filter(it -> key.startsWith(it + "."))
                .findFirst()
                .map(it -> it + "[" + key.substring(it.length() + 1) + "]")
                .orElse(key);
    }

    String fileName() {
        return label.substring(label.lastIndexOf('/') + 1);
    }

    boolean has(String key) {
        return values.keySet().stream().anyMatch(it -> it.equals(key) || it.startsWith(key + "["));
    }

    @Nullable
    Object value(String key) {
        return values.get(key);
    }

    /** Keys without list positions and parameter names. */
    Set<String> keys() {
        var keys = new TreeSet<String>();
        values.keySet().forEach(it -> keys.add(it.replaceFirst("\\[[^\\]]*]$", "")));
        return keys;
    }

    MapPropertySource properties() {
        return new MapPropertySource(label, values);
    }
}
