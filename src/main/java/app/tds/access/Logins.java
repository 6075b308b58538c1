package app.tds.access;

import app.tds.Secret;
import app.tds.Sha256;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Lets people in by their password, and does not hear who guesses.
 *
 * <p>The configuration has the passwords in plain words, so a slow hash would hide nothing, and any stranger could keep
 * the processors busy. What keeps guesses out is their number.
 */
class Logins implements AuthenticationProvider {

    private static final byte[] NOBODYS = new byte[32];
    private static final int OF_A_NETWORK = 8;

    private final List<Person> people;
    private final FailedLogins failed;
    private final Audit audit;

    Logins(SecuritySettings settings, FailedLogins failed, Audit audit) {
        this.people = settings.people();
        this.audit = audit;
        this.failed = failed;
    }

    /** Somebody who may log in with a password. */
    record Person(String name, Secret password, Role role) {}

    /** Too many logins have failed: this one was not even looked at. */
    static final class NotHeard extends AuthenticationException {

        private final Duration wait;

        private NotHeard(Duration wait) {
            super("too many logins have failed");
            this.wait = wait;
        }

        Duration untilHeard() {
            return wait;
        }
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String user = login.getName();
        String address = address(login);
        Duration wait = failed.wait(user, address);
        if (!wait.isZero()) {
            throw new NotHeard(wait);
        }
        Person person = person(user, String.valueOf(login.getCredentials()));
        if (person == null) {
            int times = failed.failed(user, address);
            audit.refused(
                    shown(user),
                    "user",
                    address,
                    "login",
                    "wrong user or password, " + times + " in " + FailedLogins.WINDOW.toMinutes() + " minutes");
            throw new BadCredentialsException("user or password is wrong");
        }
        failed.succeeded(user, address);
        return UsernamePasswordAuthenticationToken.authenticated(
                person.name(),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + person.role().name()));
    }

    /** Takes the same time whoever is meant and whatever is wrong. */
    private @Nullable Person person(String user, String password) {
        Person found = null;
        byte[] given = hash(password);
        for (Person person : people) {
            boolean named = MessageDigest.isEqual(hash(person.name()), hash(user));
            byte[] wanted = named ? hash(person.password().value()) : NOBODYS;
            if (MessageDigest.isEqual(given, wanted)) {
                found = person;
            }
        }
        return found;
    }

    private static byte[] hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Who has one address of IPv6 has a whole network of them. */
    private static String address(Authentication login) {
        String address =
                login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        try {
            // An address, so no name is looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 4 ? address : HexFormat.of().formatHex(Arrays.copyOf(bytes, OF_A_NETWORK)) + "::/64";
        } catch (UnknownHostException unreadable) {
            return "";
        }
    }

    /** What nobody is called may be a password in the wrong field. */
    private String shown(String user) {
        return people.stream().anyMatch(person -> person.name().equals(user)) ? user : "unknown user";
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
