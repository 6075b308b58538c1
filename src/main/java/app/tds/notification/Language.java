package app.tds.notification;

import java.util.Locale;

/** A language that receivers are written to in. */
enum Language {
    EN,
    AR;

    Locale locale() {
        return Locale.forLanguageTag(name().toLowerCase(Locale.ROOT));
    }

    String direction() {
        return this == AR ? "rtl" : "ltr";
    }
}
