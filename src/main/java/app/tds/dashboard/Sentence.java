package app.tds.dashboard;

import app.tds.dashboard.JobRow.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an organization at a glance.
 *
 * @param shape how the sentence looks, as the style names it
 * @param link where more is said; null if nowhere
 */
public record Sentence(String text, String shape, @Nullable String link) {

    private Sentence(String text, String shape) {
        this(text, shape, null);
    }

    /** The worst first; never only that everything is well. */
    public static List<Sentence> of(Company company, Wording say) {
        List<Sentence> sentences = new ArrayList<>();
        String all = say.number(company.rows().size());
        List<String> late = company.jobs(Condition.LATE);
        List<String> unknown = company.jobs(Condition.UNKNOWN);
        List<String> failing = company.jobs(Condition.FAILING);
        if (company.differences() > 0) {
            sentences.add(new Sentence(
                    say.text("trust.differs", say.number(company.differences())), "failed", Place.PROOF.path()));
        }
        if (!late.isEmpty()) {
            sentences.add(new Sentence(say.text("trust.late", say.number(late.size()), all, say.jobs(late)), "late"));
        }
        if (!unknown.isEmpty()) {
            sentences.add(new Sentence(
                    say.text("trust.unknown", say.number(unknown.size()), all, say.jobs(unknown)), "unknown"));
        }
        if (!failing.isEmpty()) {
            sentences.add(new Sentence(say.text("trust.failing", say.jobs(failing)), "failing"));
        }
        if (company.worst() == Condition.FRESH || company.worst() == Condition.FAILING) {
            sentences.add(new Sentence(
                    say.text("trust.fresh", all, say.time(company.completeThrough(), company.organization())),
                    "fresh"));
        }
        if (company.waiting() > 0) {
            sentences.add(new Sentence(say.text("trust.waiting", say.number(company.waiting())), "waiting"));
        }
        if (company.quarantined() > 0) {
            sentences.add(new Sentence(
                    say.text("trust.quarantined", say.number(company.quarantined())),
                    "quarantined",
                    Place.QUARANTINE.path()));
        }
        return sentences;
    }
}
