package app.tds.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that pages speak. */
enum Language {
    /** Arabic as it is written in Iraq, with western digits. */
    AR("ar-IQ-u-nu-latn", "rtl"),
    /** English. */
    EN("en", "ltr");

    private final Locale locale;
    private final String direction;

    Language(String tag, String direction) {
        this.locale = Locale.forLanguageTag(tag);
        this.direction = direction;
    }

    Locale locale() {
        return locale;
    }

    /** As HTML names it. */
    String direction() {
        return direction;
    }

    /** As a link, a cookie and HTML name it. */
    String code() {
        return locale.getLanguage();
    }

    static Optional<Language> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }

    static Language of(Locale locale) {
        return of(locale.getLanguage()).orElse(EN);
    }
}
