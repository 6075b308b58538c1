package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;

/**
 * Who sent a request, for what outlives the request.
 *
 * @param id tells logins apart, also keys of the same name
 * @param name for the history
 * @param good whether whoever it is would still be let in
 */
public record Login(String id, String name, BooleanSupplier good) {

    private static final String ATTRIBUTE = Login.class.getName();

    /** The login of a request that was let in. */
    public static Login of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Login login) {
            return login;
        }
        String name = String.valueOf(request.getRemoteUser());
        return new Login("user " + name, name, () -> true);
    }

    void keepIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
