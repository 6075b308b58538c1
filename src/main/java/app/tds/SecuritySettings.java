package app.tds;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may look behind the open health endpoint.
 *
 * @param adminUser the one user there is
 * @param adminPassword the user's; without one nobody can log in
 */
@ConfigurationProperties("tds.security")
record SecuritySettings(
        @DefaultValue("admin") String adminUser, @Nullable Secret adminPassword) {

    boolean hasPassword() {
        return adminPassword != null && !adminPassword.value().isBlank();
    }
}
