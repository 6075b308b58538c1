package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;

/** What a person or program may do. Each role may do what the roles before may do. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Start, stop and repair runs. */
    OPERATOR,
    /** Connect accounts and look behind the scenes. */
    ADMIN;

    private static final String NEEDED = Role.class.getName() + ".needed";

    /** The role that would have been needed, where a request was refused for want of it. */
    public static Optional<Role> neededBy(HttpServletRequest refused) {
        return refused.getAttribute(NEEDED) instanceof Role role ? Optional.of(role) : Optional.empty();
    }

    void isNeededBy(HttpServletRequest refused) {
        refused.setAttribute(NEEDED, this);
    }

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
