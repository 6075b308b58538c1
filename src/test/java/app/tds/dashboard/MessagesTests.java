package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTests {

    private static final Pattern VALUE = Pattern.compile("\\{[0-9]}");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z0-9.-]+)}|say\\.text\\('([a-z0-9.-]+)'");
    /** Of counted ages, Arabic needs a number only where the word alone does not say it. */
    private static final Pattern COUNTED = Pattern.compile("(ago|for)\\..*\\.(one|two)");

    private static Properties messages(String language) throws IOException {
        var messages = new Properties();
        try (var file = MessagesTests.class.getResourceAsStream("/messages/dashboard" + language + ".properties")) {
            messages.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(messages("_ar").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(messages("").stringPropertyNames());
    }

    @Test
    void bothLanguagesSayTheSameValues() throws IOException {
        var arabic = messages("_ar");
        messages("").forEach((key, text) -> {
            if (!COUNTED.matcher(key.toString()).matches()) {
                assertThat(values(arabic.getProperty(key.toString())))
                        .as("%s", key)
                        .isEqualTo(values(text.toString()));
            }
        });
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(it -> it.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noArabicMessageIsLeftInEnglish() throws IOException {
        var english = messages("");
        messages("_ar").forEach((key, text) -> {
            assertThat(text.toString()).as("%s", key).doesNotContainPattern("[A-Za-z]{2}");
            if (text.toString().matches(".*\\p{IsAlphabetic}{2}.*")) {
                assertThat(text).as("%s", key).isNotEqualTo(english.get(key));
            }
        });
    }

    @Test
    void everyKeyThatAPageNamesIsThere() throws IOException {
        var keys = messages("").stringPropertyNames();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/templates"))) {
            for (var file : files.toList()) {
                var named = KEY.matcher(Files.readString(file))
                        .results()
                        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                        .filter(key -> !key.endsWith("."))
                        .toList();
                assertThat(keys).as("%s", file).containsAll(named);
            }
        }
    }

    @Test
    void theStyleKnowsNoLeftAndNoRight() throws IOException {
        var style = Files.readString(Path.of("src/main/resources/dashboard/page.css"));
        assertThat(style).doesNotContainPattern("(?i)\\b(left|right)\\b");
    }
}
