package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class WordingTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Organization BAGHDAD =
            new Organization("1", "zoho", "x", ZoneId.of("Asia/Baghdad"), "IQD", "ar", null);

    private static Wording wording(Language language) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/dashboard");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
        return new Wording(messages, language, NOW);
    }

    private static String plain(String text) {
        return text.replaceAll("[\u2068\u2069]", "");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s ago, قبل لحظات",
        "2, 2 s ago, قبل ثانيتين",
        "59, 59 s ago, قبل 59 ثانية",
        "60, 1 min ago, قبل دقيقة",
        "120, 2 min ago, قبل دقيقتين",
        "180, 3 min ago, قبل 3 دقائق",
        "660, 11 min ago, قبل 11 دقيقة",
        "6180, 103 min ago, قبل 103 دقائق",
        "7200, 2 h ago, قبل ساعتين",
        "36000, 10 h ago, قبل 10 ساعات",
        "172800, 2 d ago, قبل يومين",
        "8640000, 100 d ago, قبل 100 يوم"
    })
    void agesAreCountedAsTheLanguageCounts(long seconds, String english, String arabic) {
        var at = NOW.minusSeconds(seconds);
        assertThat(plain(wording(Language.EN).ago(at))).isEqualTo(english);
        assertThat(plain(wording(Language.AR).ago(at))).isEqualTo(arabic);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 calls, لا طلبات",
        "1, 1 call, طلب واحد",
        "2, 2 calls, طلبان",
        "3, 3 calls, 3 طلبات",
        "10, 10 calls, 10 طلبات",
        "11, 11 calls, 11 طلبًا",
        "99, 99 calls, 99 طلبًا",
        "100, 100 calls, 100 طلب",
        "102, 102 calls, 102 طلب",
        "103, 103 calls, 103 طلبات"
    })
    void wordsAreCountedAsTheLanguageCounts(long number, String english, String arabic) {
        assertThat(plain(wording(Language.EN).count("calls", number))).isEqualTo(english);
        assertThat(plain(wording(Language.AR).count("calls", number))).isEqualTo(arabic);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-01T07:41:00Z | 10:41            | 10:41
            2026-02-28T21:30:00Z | 00:30            | 00:30
            2026-02-28T20:30:00Z | yesterday 23:30  | أمس 23:30
            2026-03-02T05:00:00Z | tomorrow 08:00   | غدًا 08:00
            2026-02-12T06:00:00Z | 12 Feb, 09:00    | 12 شباط، 09:00
            2025-11-30T06:00:00Z | 30 Nov 2025, 09:00 | 30 تشرين الثاني 2025، 09:00
            """)
    void timesAreThoseOfTheOrganization(Instant at, String english, String arabic) {
        assertThat(plain(wording(Language.EN).time(at, BAGHDAD))).isEqualTo(english);
        assertThat(plain(wording(Language.AR).time(at, BAGHDAD))).isEqualTo(arabic);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "90, 1 min", "7200, 2 h"})
    void durationsHaveOneUnit(long seconds, String text) {
        assertThat(plain(wording(Language.EN).duration(Duration.ofSeconds(seconds))))
                .isEqualTo(text);
    }
}
