package app.tds.alarm;

import app.tds.InvalidConfiguration;
import app.tds.alarm.RuleFacts.Scope;
import app.tds.alarm.RuleFacts.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of {@code alerts.yaml}: what is told, from when on, and how urgently. */
public final class Rules {

    /** The first says most; each says what those before it leave open. */
    private final List<RuleFacts> files;

    Rules(List<RuleFacts> files) {
        this.files = List.copyOf(files);
    }

    Rules orRefuse() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return this;
    }

    List<String> problems() {
        return files.stream().flatMap(file -> file.problems().stream()).toList();
    }

    /** The rule for findings of a kind about an organization and a job, each empty if about none in particular. */
    public Rule of(String kind, String organization, String job) {
        Map<String, String> origins = new LinkedHashMap<>();
        Boolean on = (Boolean) value(kind, organization, job, Setting.ON, origins);
        Severity severity = (Severity) value(kind, organization, job, Setting.SEVERITY, origins);
        Threshold threshold = (Threshold) value(kind, organization, job, Setting.THRESHOLD, origins);
        Threshold critical = (Threshold) value(kind, organization, job, Setting.CRITICAL, origins);
        Threshold lasts = (Threshold) value(kind, organization, job, Setting.FOR, origins);
        return new Rule(
                kind,
                organization,
                job,
                on == null || on,
                severity,
                threshold,
                critical,
                lasts == null ? Duration.ZERO : lasts.time(),
                origins);
    }

    Rule of(Finding finding) {
        return of(finding.kind(), finding.organizationId(), finding.job());
    }

    /** Whether there is a rule of that name. */
    public boolean knows(String kind) {
        return files.stream().anyMatch(file -> file.kinds().contains(kind));
    }

    /** Every rule, and behind it what is different for some organization or job. */
    public List<Rule> all() {
        Set<Scope> scopes = new HashSet<>();
        files.forEach(file -> scopes.addAll(file.scopes()));
        files.forEach(file -> file.kinds().forEach(kind -> scopes.add(new Scope(kind, "", ""))));
        return scopes.stream()
                .sorted(Comparator.comparing(Scope::kind)
                        .thenComparing(Scope::organization)
                        .thenComparing(Scope::job))
                .map(scope -> of(scope.kind(), scope.organization(), scope.job()))
                .toList();
    }

    private @Nullable Object value(
            String kind, String organization, String job, Setting setting, Map<String, String> origins) {
        for (RuleFacts file : files) {
            for (Scope scope : scopes(kind, organization, job)) {
                Object value = file.get(scope, setting);
                if (value != null) {
                    origins.put(setting.key(), origin(file, scope));
                    return value;
                }
            }
        }
        return null;
    }

    /** The most particular first. */
    private static List<Scope> scopes(String kind, String organization, String job) {
        List<Scope> scopes = new ArrayList<>();
        for (String of : Stream.of(organization, "").distinct().toList()) {
            for (String about : Stream.of(job, "").distinct().toList()) {
                scopes.add(new Scope(kind, of, about));
            }
        }
        return scopes;
    }

    private static String origin(RuleFacts file, Scope scope) {
        return file.label()
                + (scope.organization().isEmpty() ? "" : ", organization " + scope.organization())
                + (scope.job().isEmpty() ? "" : ", job " + scope.job());
    }

    /** The finding as its rule has it; empty if the rule is off. */
    Optional<Finding> applied(Finding finding) {
        Rule rule = of(finding);
        if (!rule.on()) {
            return Optional.empty();
        }
        return Optional.of(
                rule.severity() == null || rule.critical() != null ? finding : finding.withSeverity(rule.severity()));
    }
}
