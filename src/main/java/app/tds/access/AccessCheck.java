package app.tds.access;

import app.tds.ConfigurationCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Looks at {@code tds.security.*}: passwords that can be guessed are refused at the start. */
final class AccessCheck implements ConfigurationCheck {

    private static final String REGISTRATIONS = "spring.security.oauth2.client.registration";
    private static final String OIDC = "tds.security.oidc";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 72;

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Role role : Role.values()) {
            String key = "tds.security." + role.name().toLowerCase(Locale.ROOT);
            String password = environment.getProperty(key + "-password", "");
            if (!password.isBlank()) {
                String user = environment.getProperty(key + "-user", role.name().toLowerCase(Locale.ROOT));
                check(key, user, password, problems);
                if (!names.add(user)) {
                    problems.add(key + "-user: \"" + user + "\" is another role's user already");
                }
            }
        }
        String failures = environment.getProperty("tds.security.failed-logins");
        if (failures != null && !failures.matches("[1-9][0-9]{0,5}")) {
            problems.add("tds.security.failed-logins: \"" + failures + "\" is not a whole number from 1");
        }
        checkProviders(environment, problems);
        return problems;
    }

    private static void checkProviders(Environment environment, List<String> problems) {
        Binder binder = Binder.get(environment);
        boolean named = binder.bind(REGISTRATIONS, Bindable.mapOf(String.class, Object.class))
                .isBound();
        boolean letsIn = List.of("viewers", "operators", "admins").stream()
                .anyMatch(role -> binder.bind(OIDC + "." + role, Bindable.listOf(String.class))
                        .map(values -> !values.isEmpty())
                        .orElse(false));
        if (named && !letsIn) {
            problems.add(
                    OIDC + ": " + REGISTRATIONS + " names a provider, but nobody who logs in there has a role; set "
                            + OIDC + ".viewers, .operators or .admins to values of the claim " + OIDC + ".claim");
        }
        if (!named && letsIn) {
            problems.add(OIDC + ": gives roles to people of another provider, but none is named by " + REGISTRATIONS);
        }
    }

    private static void check(String key, String user, String password, List<String> problems) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (user.isBlank() || user.contains(":")) {
            problems.add(key + "-user: a user's name has at least one character, and no colon");
        }
        if (bytes < SHORTEST || bytes > LONGEST) {
            problems.add(key + "-password: must be " + SHORTEST + " to " + LONGEST
                    + " bytes; make one with: openssl rand -base64 18");
        } else if (password.strip().length() != password.length()) {
            problems.add(key + "-password: begins or ends with a space, which is easily lost");
        } else if (password.equals(user) || password.chars().distinct().count() < 4) {
            problems.add(key + "-password: is easily guessed; make one with: openssl rand -base64 18");
        }
    }
}
