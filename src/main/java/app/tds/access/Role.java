package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** What somebody may do; each may do what the ones before it may. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Start, stop and repair runs. */
    OPERATOR,
    /** Connect accounts and look behind the scenes. */
    ADMIN;

    /** Whether whoever sent the request may do this much. */
    public boolean isHeldBy(HttpServletRequest request) {
        return Arrays.stream(andAbove()).anyMatch(request::isUserInRole);
    }

    /** This one and those that may do more, by name. */
    String[] andAbove() {
        return Arrays.stream(values())
                .filter(it -> it.ordinal() >= ordinal())
                .map(Enum::name)
                .toArray(String[]::new);
    }
}
