package app.tds.notification;

import app.tds.alarm.Severity;
import app.tds.jobs.FileBesideJobs;
import app.tds.notification.Receiver.Signed;
import app.tds.notification.Receiver.Telegram;
import app.tds.notification.Receivers.Step;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;

/** Reads {@code receivers.yaml} beside the job files and reports every problem at once. */
class ReceiversFile {

    static final String NAME = "receivers.yaml";

    private static final String PREFIX = "whsec_";
    private static final int LEAST_SECRET = 24;
    private static final int LONGEST_SECRET = 64;

    private final Facts facts;

    ReceiversFile(Environment environment) {
        facts = new Facts(FileBesideJobs.read(environment, NAME), environment);
    }

    /** What the file says, and what is wrong with it, one sentence each. */
    record Reading(Receivers receivers, List<String> problems) {}

    Reading read() {
        Language language = facts.oneOf("language", Language.class).orElse(Language.EN);
        Optional<String> link = facts.text("link");
        link.filter(it -> !it.matches("https?://[^\\s]*\\{id}[^\\s]*"))
                .ifPresent(it -> facts.problem("link", "is not a web address with {id} in it"));
        Map<String, Receiver> all = new LinkedHashMap<>();
        facts.below("receivers").forEach(name -> all.put(name, receiver(name, language)));
        return new Reading(new Receivers(all, ladder(all.keySet()), link.orElse(null)), facts.problems());
    }

    private Receiver receiver(String name, Language language) {
        String key = "receivers." + name;
        if (!name.matches("[a-z][a-z0-9-]{0,29}")) {
            facts.problem(key, "is not a name of small letters, digits and -");
        }
        Receiver receiver = new Receiver(
                name,
                facts.oneOf(key + ".language", Language.class).orElse(language),
                facts.oneOf(key + ".detail", Detail.class).orElse(Detail.BRIEF) == Detail.FULL,
                facts.zone(key + ".zone").orElse(null),
                quiet(key + ".quiet"),
                mail(key + ".mail"),
                group(key + ".slack").flatMap(this::slack).orElse(null),
                group(key + ".telegram").flatMap(this::telegram).orElse(null),
                group(key + ".webhook").flatMap(this::webhook).orElse(null),
                group(key + ".alertmanager").flatMap(this::alertmanager).orElse(null),
                facts.flag(key + ".log"));
        if (List.of("mail", "slack", "telegram", "webhook", "alertmanager", "log").stream()
                .noneMatch(way -> facts.has(key + "." + way))) {
            facts.problem(key, "says no way: give one of mail, slack, telegram, webhook, alertmanager, log");
        }
        return receiver;
    }

    private enum Detail {
        BRIEF,
        FULL
    }

    private Optional<String> group(String key) {
        return Optional.of(key).filter(facts::has);
    }

    private QuietHours quiet(String key) {
        QuietHours usual = QuietHours.USUAL;
        Optional<String> none = facts.text(key);
        if (none.isPresent()) {
            if (!none.get().equals("none")) {
                facts.problem(key, "\"" + none.get() + "\" is neither none nor from, to, days, critical-from-step");
            }
            return new QuietHours(false, usual.from(), usual.to(), Set.of(), 0);
        }
        return new QuietHours(
                true,
                facts.time(key + ".from").orElse(usual.from()),
                facts.time(key + ".to").orElse(usual.to()),
                facts.has(key + ".days") ? days(key + ".days") : usual.days(),
                facts.value(key + ".critical-from-step", ReceiversFile::step, "is not a step from 0 to 9")
                        .orElse(usual.criticalFromStep()));
    }

    private static int step(String text) {
        if (!text.matches("[0-9]")) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }

    private Set<DayOfWeek> days(String key) {
        if (facts.list(key).equals(List.of("none"))) {
            return Set.of();
        }
        Set<DayOfWeek> days = Set.copyOf(facts.values(
                key, text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)), "is not a day such as FRIDAY, or none"));
        if (days.size() == DayOfWeek.values().length) {
            facts.problem(key, "leaves no day on which anything is told");
        }
        return days;
    }

    private List<String> mail(String key) {
        List<String> addresses = facts.list(key);
        addresses.stream()
                .filter(it -> !it.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+"))
                .forEach(it -> facts.problem(key, "\"" + it + "\" is not an address such as sara@example.com"));
        if (!addresses.isEmpty()) {
            facts.requireSetting(key, "spring.mail.host", "needs a server that sends mail: set SPRING_MAIL_HOST");
            facts.requireSetting(key, "tds.alerts.mail-from", "needs a sender: set TDS_ALERTS_MAIL_FROM");
        }
        return addresses;
    }

    private Optional<app.tds.Secret> slack(String key) {
        return facts.required(key + ".url", facts.secretAddress(key + ".url"), "the address of the incoming webhook");
    }

    private Optional<Telegram> telegram(String key) {
        var token = facts.required(key + ".token", facts.secret(key + ".token"), "what BotFather gave you");
        var chat = facts.required(key + ".chat", facts.text(key + ".chat"), "the number or @name of the chat");
        token.filter(it -> !it.value().matches("[0-9]{3,20}:[A-Za-z0-9_-]{20,100}"))
                .ifPresent(it -> facts.problem(key + ".token", "is not a token of a bot, digits:letters"));
        return token.flatMap(it -> chat.map(name -> new Telegram(it, name)));
    }

    private Optional<Signed> webhook(String key) {
        var url = facts.required(key + ".url", facts.address(key + ".url", false), "where messages are posted");
        var secret = facts.required(
                key + ".secret", facts.secret(key + ".secret"), "what requests are signed with, whsec_ and base64");
        secret.filter(it -> !isSigningSecret(it.value()))
                .ifPresent(it -> facts.problem(
                        key + ".secret",
                        "is not whsec_ and 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64"
                                + " 32)"));
        return url.flatMap(address -> secret.map(it -> new Signed(address, it)));
    }

    private static boolean isSigningSecret(String text) {
        try {
            int bytes =
                    Base64.getDecoder().decode(text.substring(text.startsWith(PREFIX) ? PREFIX.length() : 0)).length;
            return bytes >= LEAST_SECRET && bytes <= LONGEST_SECRET;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** An Alertmanager is usually on a network of one's own, and no secret travels there. */
    private Optional<URI> alertmanager(String key) {
        return facts.required(
                key + ".url", facts.address(key + ".url", true), "its address, such as http://alertmanager:9093");
    }

    private Map<Severity, List<Step>> ladder(Set<String> names) {
        Map<Severity, List<Step>> ladder = new EnumMap<>(Receivers.USUAL);
        for (Severity severity : Severity.values()) {
            String key = "ladder." + severity.name().toLowerCase(Locale.ROOT);
            if (facts.has(key)) {
                ladder.put(severity, steps(key, names));
            }
        }
        return ladder;
    }

    private List<Step> steps(String key, Set<String> names) {
        List<Step> steps = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (String at = key + "[0]"; facts.has(at); at = key + "[" + steps.size() + "]") {
            Duration after = facts.duration(at + ".after").orElse(Duration.ZERO);
            if (steps.isEmpty() && !after.isZero()) {
                facts.problem(at + ".after", "must be 0s: the first step is told at once");
            } else if (after.compareTo(before) < 0) {
                facts.problem(at + ".after", "is before the step above");
            }
            before = after;
            steps.add(new Step(after, told(at + ".receivers", names), facts.flag(at + ".digest")));
        }
        return steps;
    }

    private List<String> told(String key, Set<String> names) {
        List<String> told = facts.list(key);
        if (told.isEmpty()) {
            facts.problem(key, "is missing: names of receivers, or everybody");
        }
        if (told.equals(List.of("everybody"))) {
            return List.of();
        }
        told.stream()
                .filter(it -> !names.contains(it))
                .forEach(it -> facts.problem(key, "there is no receiver \"" + it + '"'));
        return told;
    }
}
