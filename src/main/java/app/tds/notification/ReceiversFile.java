package app.tds.notification;

import app.tds.jobs.FileBesideJobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Reads {@code receivers.yaml} beside the job files and reports every problem at once. */
class ReceiversFile {

    static final String NAME = "receivers.yaml";

    private static final List<String> WAYS = List.of("mail", "slack", "telegram", "webhook", "alertmanager", "log");

    private final Facts facts;
    private final WaysOfFile ways;

    ReceiversFile(Environment environment) {
        facts = new Facts(FileBesideJobs.read(environment, NAME), environment);
        ways = new WaysOfFile(facts);
    }

    /** What the file says, and what is wrong with it, one sentence each. */
    record Reading(Receivers receivers, List<String> problems) {}

    Reading read() {
        Language language = facts.oneOf("language", Language.class).orElse(Language.EN);
        Optional<String> link = facts.text("link");
        link.ifPresent(this::checkLink);
        Map<String, Receiver> all = new LinkedHashMap<>();
        facts.below("receivers").forEach(name -> all.put(name, receiver(name, language)));
        return new Reading(
                new Receivers(all, new LadderOfFile(facts, all.keySet()).read(), link.orElse(null)), facts.problems());
    }

    /** A token in an address that anybody on the way can read would be theirs as well. */
    private void checkLink(String link) {
        if (!link.matches("https?://[^\\s]*\\{id}[^\\s]*")) {
            facts.problem("link", "is not a web address with {id} in it");
        } else if (link.contains(Writing.TOKEN)) {
            Address.problem(link.replace("{id}", "1").replace(Writing.TOKEN, "t"), false)
                    .ifPresent(sentence -> facts.problem("link", sentence));
            facts.requireSetting("link", AcknowledgeLinks.KEY, "needs a key that signs the token: set TDS_SECRET_KEY");
        }
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
                new QuietOfFile(facts, key + ".quiet").read(),
                ways.mail(key + ".mail"),
                group(key + ".slack").flatMap(ways::slack).orElse(null),
                group(key + ".telegram").flatMap(ways::telegram).orElse(null),
                group(key + ".webhook").flatMap(ways::webhook).orElse(null),
                group(key + ".alertmanager").flatMap(ways::alertmanager).orElse(null),
                facts.flag(key + ".log"));
        if (WAYS.stream().noneMatch(way -> facts.has(key + "." + way))) {
            facts.problem(key, "says no way: give one of " + String.join(", ", WAYS));
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
}
