package app.tds.command;

import app.tds.PlainTime;
import app.tds.alarm.Alarm;
import app.tds.alarm.Rule;
import app.tds.alarm.Severity;
import app.tds.alarm.Silence;
import app.tds.alarm.Transition;
import app.tds.notification.NotificationHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alarms, rules and silences, as a person reads them. */
final class AlertsText {

    private static final List<String> RULES = List.of("rule", "about", "severity", "threshold", "critical", "for");

    private AlertsText() {}

    static List<String> alarms(List<Alarm> alarms, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("alert", "severity", "state", "rule", "about", "lasts"));
        alarms.forEach(alarm -> rows.add(List.of(
                "" + alarm.id(),
                word(alarm.severity()),
                word(alarm.state()),
                alarm.kind(),
                alarm.job().isEmpty() ? alarm.organization() : alarm.job(),
                PlainTime.text(alarm.lasted(now)))));
        List<String> lines = TextTable.withoutSums(rows, 0, 0);
        alarms.forEach(alarm ->
                lines.add("alert " + alarm.id() + ": " + alarm.sentence() + " " + alarm.cure() + flags(alarm)));
        return lines;
    }

    /** What keeps it from being told, and who sees to it. */
    private static String flags(Alarm alarm) {
        var acknowledged = alarm.acknowledged();
        var silenced = alarm.silenced();
        return Stream.of(
                        acknowledged == null
                                ? ""
                                : "Acknowledged by " + acknowledged.by() + ", " + PlainTime.utc(acknowledged.at())
                                        + ": " + acknowledged.note(),
                        silenced == null
                                ? ""
                                : "Silenced by " + silenced.by() + " until " + PlainTime.utc(silenced.until()) + ": "
                                        + silenced.reason(),
                        alarm.inhibitedBy() == null ? "" : "Explained by alert " + alarm.inhibitedBy() + ".",
                        alarm.flappingUntil() == null
                                ? ""
                                : "It begins and ends too often; told again after "
                                        + PlainTime.utc(alarm.flappingUntil()) + ".",
                        alarm.heldUntil() == null ? "" : "Held back until " + PlainTime.utc(alarm.heldUntil()) + ".")
                .filter(text -> !text.isEmpty())
                .map(text -> " " + text)
                .collect(Collectors.joining());
    }

    static List<String> transitions(List<Transition> transitions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("when", "what", "severity", "who", "note"));
        transitions.forEach(it ->
                rows.add(List.of(PlainTime.utc(it.at()), word(it.change()), word(it.severity()), it.who(), it.note())));
        return TextTable.withoutSums(rows, 1, 0);
    }

    static List<String> notifications(List<NotificationHistory.Entry> notifications) {
        if (notifications.isEmpty()) {
            return List.of("Nobody was told of it.");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("when", "told", "receiver", "by", "state", "attempts", "error"));
        notifications.forEach(it -> rows.add(List.of(
                PlainTime.utc(it.done() == null ? it.at() : it.done()),
                it.news().toLowerCase(Locale.ROOT),
                it.receiver(),
                it.channel(),
                it.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                "" + it.attempts(),
                text(it.error()))));
        return TextTable.withoutSums(rows, 1, 0);
    }

    static List<String> rules(List<Rule> rules, Wide wide) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rule", "about", "severity", "threshold", "critical", "for", "from"));
        rules.forEach(rule -> rows.add(List.of(
                rule.kind(),
                Stream.of(rule.organization(), rule.job())
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.joining(" ")),
                rule.on() ? severity(rule.severity()) : "off",
                text(rule.threshold()),
                text(rule.critical()),
                rule.lasts().isZero() ? "" : PlainTime.text(rule.lasts()),
                rule.origins().values().stream().distinct().collect(Collectors.joining("; ")))));
        return TextTable.withoutSums(wide.of(rows, RULES), 1, 0);
    }

    private static String severity(@Nullable Severity severity) {
        return severity == null ? "" : word(severity);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static List<String> silences(List<Silence> silences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("silence", "rule", "about", "until", "by", "reason"));
        silences.forEach(it -> rows.add(List.of(
                "" + it.id(),
                it.kind(),
                Stream.of(it.organization(), it.job())
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.joining(" ")),
                PlainTime.utc(it.until()),
                it.who(),
                it.reason())));
        return TextTable.withoutSums(rows, 0, 0);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
