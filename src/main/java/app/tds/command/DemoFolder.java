package app.tds.command;

import app.tds.OwnersOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Where the demo keeps its settings, so that commands in the same folder are about it. */
final class DemoFolder {

    static final String HOME = ".tds/demo";
    private static final Path FILE = Path.of(HOME, "demo.properties");

    private static final List<String> CONFIGURATION = List.of(
            "tds.zoho.client-id",
            "tds.zoho.client-secret",
            "tds.zoho.refresh-token",
            "tds.zoho.organizations",
            "tds.zoho.organizations[0]",
            "tds.secret-key",
            "spring.datasource.url");

    private DemoFolder() {}

    static boolean nothingIsConfigured(ConfigurableEnvironment environment) {
        return CONFIGURATION.stream().noneMatch(environment::containsProperty);
    }

    /** Where nothing else is configured and a demo ran, a command is about the demo. */
    static void useIfNothingElseIsConfigured(ConfigurableEnvironment environment) {
        if (Files.exists(FILE) && nothingIsConfigured(environment)) {
            System.err.println("Nothing is configured here, so this is about the demo in " + HOME + ".");
            Map<String, Object> settings = new LinkedHashMap<>(saved());
            settings.putAll(DemoSettings.database());
            environment.getPropertySources().addFirst(new MapPropertySource("demo", settings));
        }
    }

    /** What was saved; empty if nothing was. */
    static Map<String, String> saved() {
        Properties properties = new Properties();
        if (Files.exists(FILE)) {
            try (var reader = Files.newBufferedReader(FILE, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** A file that only its owner reads: there are keys in it. */
    static void save(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Path folder = OwnersOnly.folder(Path.of(HOME));
            Path file = Files.createTempFile(folder, "demo", null);
            try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                properties.store(writer, "Of the demo alone; written at each of its starts.");
            }
            Files.move(file, FILE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
