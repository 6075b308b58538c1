package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class SaidTests {

    private static final Wording ARABIC = wording(Language.AR);

    private static Wording wording(Language language) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/dashboard");
        messages.setDefaultEncoding("UTF-8");
        messages.setAlwaysUseMessageFormat(true);
        return new Wording(messages, language, Instant.EPOCH);
    }

    /** A sentence that is worded anew would be known no more. */
    @Test
    void somebodyStillSaysEachOfTheseWords() throws IOException {
        String sources;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("Said.java"))
                    .map(SaidTests::text)
                    .collect(Collectors.joining());
        }
        for (Said one : Said.values()) {
            assertThat(sources).as(one.name()).contains(one.words());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @ParameterizedTest
    @EnumSource(Said.class)
    void eachIsSaidInArabicAndNoneInEnglish(Said one) {
        assertThat(ARABIC.plainly(null, "7 " + one.words())).containsPattern("\\p{IsArabic}");
        assertThat(wording(Language.EN).plainly(null, "7 " + one.words())).isNull();
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void eachKindOfFailureIsSaidInArabic(FailureKind kind) {
        assertThat(ARABIC.plainly(kind, "What Zoho said."))
                .containsPattern("\\p{IsArabic}")
                .isNotEqualTo(ARABIC.plainly(null, "What Zoho said."));
    }

    @Test
    void whatIsCountedIsCountedInArabicToo() {
        assertThat(ARABIC.plainly(null, "1500 complete documents have still to be fetched"))
                .isEqualTo("مستندات لم تصل تفاصيلها بعد: \u20681,500\u2069.");
        assertThat(ARABIC.plainly(null, "What nobody has foreseen")).isEqualTo("كما ورد بالإنجليزية:");
    }
}
