package app.tds.notification;

import app.tds.alarm.Alarm;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm says to a person, whether in a message or on a page.
 *
 * @param what is wrong, in few words
 * @param means what that means for whoever uses the data
 * @param itself what happens without anybody
 * @param cure what to do
 */
public record AlarmWords(String what, String means, String itself, String cure) {

    /** In this language; in English where there is no other. */
    public static AlarmWords of(Alarm alarm, Locale language) {
        return of(texts(language), alarm.kind(), alarm.job(), alarm.subject());
    }

    /** What alarms of this kind say about a job; about whatever they are, if the job is empty. */
    public static AlarmWords of(String kind, String job, Locale language) {
        return of(texts(language), kind, job, "");
    }

    static AlarmWords of(Texts texts, String kind, String job, String subject) {
        String known = texts.has(kind + ".what") ? kind : "other";
        return new AlarmWords(
                texts.text(
                        known + ".what",
                        Map.of("entity", entity(texts, job), "kind", texts.name(kind), "subject", texts.name(subject))),
                texts.text(known + ".means"),
                texts.text(known + ".itself"),
                texts.text(known + ".do"));
    }

    private static String entity(Texts texts, String job) {
        return job.isEmpty() ? texts.text("entity") : texts.entity(job).orElseGet(() -> texts.name(job));
    }

    /** The name of a job's records; null where no file says the name. */
    public static @Nullable String entity(String job, Locale language) {
        return texts(language).entity(job).orElse(null);
    }

    private static Texts texts(Locale language) {
        return new Texts(language.getLanguage().equals(Language.AR.locale().getLanguage()) ? Language.AR : Language.EN);
    }
}
