package app.tds.access;

import java.util.Arrays;

/** What somebody may do; each may do what the ones before it may. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Start, stop and repair runs. */
    OPERATOR,
    /** Connect accounts and look behind the scenes. */
    ADMIN;

    /** This one and those that may do more, by name. */
    String[] andAbove() {
        return Arrays.stream(values())
                .filter(it -> it.ordinal() >= ordinal())
                .map(Enum::name)
                .toArray(String[]::new);
    }
}
