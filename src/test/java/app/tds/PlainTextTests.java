package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.source.SourceFailure;
import app.tds.source.Unusable;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.WhitespaceThrowableProxyConverter;
import org.springframework.core.io.ClassPathResource;

class PlainTextTests {

    private static final String NASTY = "a\u001b[2Jb\r\n2026-01-01 ERROR forged\u0000\u202edlrow\u0085";

    @Test
    void whatMovesTheCursorOrForgesALineIsASpaceAndEverythingElseStays() {
        assertThat(PlainText.line(NASTY)).isEqualTo("a [2Jb  2026-01-01 ERROR forged  dlrow ");
        assertThat(PlainText.lines("one\n\ttwo\u001b[31m")).isEqualTo("one\n\ttwo [31m");
        assertThat(PlainText.line("شركة دجلة ‏(LRM) 🔑 é")).isEqualTo("شركة دجلة ‏(LRM) 🔑 é");
    }

    @Test
    void whatZohoSaysAndWhatRecordsHoldIsToldInOneLine() {
        assertThat(new SourceFailure.Refused(NASTY)).hasMessage(PlainText.line(NASTY));
        assertThat(new SourceFailure.Unavailable(NASTY, null)).hasMessage(PlainText.line(NASTY));
        assertThat(new Unusable("total", NASTY)).hasMessage("total: " + PlainText.line(NASTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logging.pattern.console", "logging.pattern.file"})
    void nobodyElseWritesALineOfTheLog(String key) throws IOException {
        String pattern = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty(key)
                .toString();
        var context = new LoggerContext();
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern);
        layout.getInstanceConverterMap().put("wEx", WhitespaceThrowableProxyConverter::new);
        layout.start();
        Logger logger = context.getLogger("app.tds.zoho");

        List<String> lines = layout.doLayout(
                        new LoggingEvent("", logger, Level.WARN, "said {}", null, new Object[] {NASTY}))
                .lines()
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).endsWith("said " + PlainText.line(NASTY));

        String withTrace = layout.doLayout(new LoggingEvent(
                "", logger, Level.WARN, "failed", new IllegalStateException("x\u001b[2J"), new Object[0]));
        assertThat(withTrace)
                .contains("IllegalStateException: x [2J", "\tat app.tds")
                .doesNotContain("\u001b");
    }
}
