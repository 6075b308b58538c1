package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.alarm.Alarm;
import app.tds.alarm.Change;
import app.tds.alarm.Severity;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Verification;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern COUNTED = Pattern.compile("(.*)\\.(" + String.join("|", Plural.suffixes()) + ")");

    private static Properties messages(String language) throws IOException {
        var messages = new Properties();
        try (var file = MessagesTests.class.getResourceAsStream("/messages/dashboard" + language + ".properties")) {
            messages.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(said("_ar")).isEqualTo(said(""));
    }

    /** The keys, those of counted words without their forms. */
    private static Set<String> said(String language) throws IOException {
        return messages(language).stringPropertyNames().stream()
                .map(key -> COUNTED.matcher(key).replaceFirst("$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCountedWordHasTheFormsOfItsLanguage() throws IOException {
        for (String word : messages("").stringPropertyNames()) {
            if (word.endsWith(".other") && !word.equals("error.other")) {
                String stem = word.substring(0, word.length() - ".other".length());
                assertThat(messages("_ar").stringPropertyNames()).contains(stem + ".one", stem + ".two", stem + ".few");
                assertThat(messages("_ar").stringPropertyNames()).contains(stem + ".many", stem + ".other");
            }
        }
    }

    /** A word that a page takes from a value would be an English constant in both languages. */
    @Test
    void everyValueThatAPageShowsHasAWord() throws IOException {
        for (String language : List.of("", "_ar")) {
            var keys = messages(language).stringPropertyNames();
            List<Enum<?>[]> shown = List.of(
                    RunMode.values(),
                    RunHistory.State.values(),
                    Alarm.State.values(),
                    Change.values(),
                    Severity.values(),
                    JobRow.Condition.values());
            shown.stream()
                    .flatMap(Arrays::stream)
                    .forEach(value -> assertThat(keys)
                            .contains(value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + "."
                                    + value.name()));
            for (AskedBy.Kind kind : AskedBy.Kind.values()) {
                // A person has a name.
                if (kind != AskedBy.Kind.PERSON) {
                    assertThat(keys).contains("asked." + kind.name());
                }
            }
            for (Verification.Kind kind : Verification.Kind.values()) {
                assertThat(keys).contains("proof.kind." + kind.name());
            }
            for (Place page : Place.values()) {
                assertThat(keys).contains("nav." + page.key());
            }
        }
    }

    @Test
    void bothLanguagesSayTheSameValues() throws IOException {
        var arabic = messages("_ar");
        messages("").forEach((key, text) -> {
            // Arabic needs a number only where the word alone does not say it.
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
