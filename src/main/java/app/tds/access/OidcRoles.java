package app.tds.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from what another provider says of a person which role that person has here; the highest one counts. */
final class OidcRoles {

    private final OidcSettings settings;

    OidcRoles(OidcSettings settings) {
        this.settings = settings;
    }

    /** Empty if nothing that is said gives a role: then nobody is let in. */
    Optional<Role> of(Map<String, Object> claims) {
        List<String> said = texts(find(claims, settings.claim()));
        Role highest = null;
        for (Role role : Role.values()) {
            if (settings.values(role).stream().anyMatch(said::contains)) {
                highest = role;
            }
        }
        return Optional.ofNullable(highest);
    }

    /** A claim may have dots in its name, as those with a domain in front do. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof String text) {
            texts.add(text);
        } else if (value instanceof Collection<?> several) {
            several.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
        }
        return texts;
    }
}
