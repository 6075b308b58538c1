package app.tds.notification;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An alarm as programs read it. */
final class AlertJson {

    private AlertJson() {}

    static Map<String, Object> of(Notification notification, boolean full) {
        Told told = notification.told();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", told.alarm());
        json.put("rule", told.kind());
        json.put("news", notification.news().name().toLowerCase(Locale.ROOT));
        json.put("severity", told.severity().name().toLowerCase(Locale.ROOT));
        json.put("organization", told.organization());
        json.put("entity", told.job());
        json.put("subject", told.subject());
        json.put("began", DateTimeFormatter.ISO_INSTANT.format(told.began()));
        if (told.ended() != null) {
            json.put("ended", DateTimeFormatter.ISO_INSTANT.format(told.ended()));
        }
        if (full) {
            json.put("sentence", told.sentence());
            json.put("cure", told.cure());
        }
        return json;
    }
}
