package app.tds;

import java.util.List;

/** The start is refused; the message lists every problem found. */
public final class InvalidConfiguration extends RuntimeException {

    private final transient List<String> problems;

    /** A refusal for these problems. */
    public InvalidConfiguration(List<String> problems) {
        super("the configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence per problem. */
    public List<String> problems() {
        return problems;
    }
}
