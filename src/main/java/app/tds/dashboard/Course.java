package app.tds.dashboard;

import app.tds.pipeline.RunExecutions.Execution;
import app.tds.pipeline.RunExecutions.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One time that a run was started: when each of its steps went on.
 *
 * @param bars a bar for each step that began
 */
public record Course(Execution execution, List<Bar> bars) {

    private static final double WHOLE = 1000;
    private static final double SEEN = 8;

    /**
     * A step, as a part of the time of the execution.
     *
     * @param from where the step begins, of a thousand parts
     * @param width how many parts the step takes; a short one can be seen as well
     */
    public record Bar(Step step, double from, double width) {}

    static Course of(Execution execution, Instant now) {
        double millis = Math.max(1, millis(execution.began(), Objects.requireNonNullElse(execution.ended(), now)));
        return new Course(
                execution,
                execution.steps().stream()
                        .filter(step -> step.began() != null)
                        .map(step -> bar(
                                step,
                                millis(execution.began(), Objects.requireNonNull(step.began())) / millis,
                                step.took().toMillis() / millis))
                        .toList());
    }

    private static Bar bar(Step step, double begins, double lasts) {
        double width = Math.max(SEEN, Math.min(1, lasts) * WHOLE);
        return new Bar(step, Math.max(0, Math.min(begins * WHOLE, WHOLE - width)), width);
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
