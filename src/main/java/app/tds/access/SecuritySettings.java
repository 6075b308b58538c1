package app.tds.access;

import app.tds.Secret;
import app.tds.access.Logins.Person;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The people who may log in, one for each role; without a password, that one cannot.
 *
 * @param adminUser User with role admin, who may connect accounts and see details of health, and everything below
 * @param adminPassword Password of that user, 12 to 72 bytes (openssl rand -base64 18); without one, that user cannot
 *     log in
 * @param operatorUser User with role operator, who may start, stop and repair runs, and look
 * @param operatorPassword Password of that user
 * @param viewerUser User with role viewer, who may look
 * @param viewerPassword Password of that user
 * @param failedLogins Failed logins of a user from one address in a quarter of an hour; then neither is heard until it
 *     is over
 */
@ConfigurationProperties("tds.security")
record SecuritySettings(
        @DefaultValue("admin") String adminUser,
        @Nullable Secret adminPassword,
        @DefaultValue("operator") String operatorUser,
        @Nullable Secret operatorPassword,
        @DefaultValue("viewer") String viewerUser,
        @Nullable Secret viewerPassword,
        @DefaultValue("10") int failedLogins) {

    /** Those who have a password. */
    List<Person> people() {
        List<Person> people = new ArrayList<>();
        add(people, adminUser, adminPassword, Role.ADMIN);
        add(people, operatorUser, operatorPassword, Role.OPERATOR);
        add(people, viewerUser, viewerPassword, Role.VIEWER);
        return people;
    }

    private static void add(List<Person> people, String name, @Nullable Secret password, Role role) {
        if (password != null && !password.value().isBlank()) {
            people.add(new Person(name, password, role));
        }
    }
}
