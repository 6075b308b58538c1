package app.tds.alarm;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The rule for each kind of finding. */
@Component
class Rules {

    private final Map<String, Rule> byKind;

    Rules() {
        this(Map.of());
    }

    Rules(Map<String, Rule> byKind) {
        this.byKind = Map.copyOf(byKind);
    }

    Rule of(Finding finding) {
        return byKind.getOrDefault(finding.kind(), Rule.AT_ONCE);
    }

    /** The finding as its rule has it; empty if the rule is off. */
    Optional<Finding> applied(Finding finding) {
        Rule rule = of(finding);
        if (!rule.on()) {
            return Optional.empty();
        }
        return Optional.of(rule.severity() == null ? finding : finding.withSeverity(rule.severity()));
    }
}
