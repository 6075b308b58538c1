package app.tds.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What somebody may do who logs in at another provider, such as Keycloak, Google or Entra ID.
 *
 * @param claim Claim that says what somebody may do who logs in at another provider (see dashboard.md); dots lead into
 *     its parts
 * @param viewers Values of that claim that give role viewer, separated by commas
 * @param operators Values that give role operator
 * @param admins Values that give role admin
 */
@ConfigurationProperties("tds.security.oidc")
record OidcSettings(
        @DefaultValue("roles") String claim,
        @DefaultValue List<String> viewers,
        @DefaultValue List<String> operators,
        @DefaultValue List<String> admins) {

    List<String> values(Role role) {
        return switch (role) {
            case VIEWER -> viewers;
            case OPERATOR -> operators;
            case ADMIN -> admins;
        };
    }
}
