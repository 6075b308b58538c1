package app.tds;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/** Durations, numbers and switches of every module can be read as such. */
class SettingsCheck implements ConfigurationCheck {

    private static final List<String> DURATIONS = List.of(
            "tds.events.keep",
            "tds.runs.keep",
            "tds.runs.keep-batch",
            "tds.alarms.keep",
            "tds.payloads.keep",
            "tds.zoho.connect-timeout",
            "tds.zoho.read-timeout",
            "tds.zoho.answer-timeout",
            "tds.zoho.retry-delay");

    private static final List<String> NUMBERS = List.of(
            "tds.launch.concurrency",
            "tds.launch.runs-at-once",
            "tds.database.port",
            "tds.zoho.max-answer-bytes",
            "tds.images.calls-per-day",
            "server.port");

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        for (String key : DURATIONS) {
            String text = environment.getProperty(key);
            if (text != null && !isDuration(text)) {
                problems.add(key + ": \"" + text + "\" is not a duration with a unit, such as 30d, 12h or 90s");
            }
        }
        for (String key : NUMBERS) {
            String text = environment.getProperty(key);
            if (text != null && !text.matches("[0-9]{1,9}")) {
                problems.add(key + ": \"" + text + "\" is not a whole number from 0");
            }
        }
        return problems;
    }

    private static boolean isDuration(String text) {
        try {
            return !DurationStyle.detectAndParse(text).isNegative();
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
