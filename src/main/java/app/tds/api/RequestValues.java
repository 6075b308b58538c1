package app.tds.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What a value in an address can be: PostgreSQL has no U+0000 in a text, and no year has five digits. */
class RequestValues implements WebMvcConfigurer {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("2200-01-01T00:00:00Z");

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, String.class, RequestValues::text);
        registry.addConverter(String.class, Instant.class, RequestValues::instant);
        registry.addConverter(String.class, LocalDate.class, RequestValues::day);
    }

    private static String text(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a value holds no control characters");
        }
        return value;
    }

    private static Instant instant(String value) {
        Instant instant = Instant.parse(value);
        if (instant.isBefore(FIRST) || !instant.isBefore(BEYOND)) {
            throw new DateTimeException("a time lies between the years 1900 and 2200");
        }
        return instant;
    }

    private static LocalDate day(String value) {
        LocalDate day = LocalDate.parse(value);
        if (day.getYear() < 1900 || day.getYear() >= 2200) {
            throw new DateTimeException("a day lies between the years 1900 and 2200");
        }
        return day;
    }
}
