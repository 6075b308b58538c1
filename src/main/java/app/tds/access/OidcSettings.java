package app.tds.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What somebody may do who logs in at another provider, such as Keycloak, Google or Entra ID.
 *
 * @param claim of the provider's answer that says so; dots lead into its parts
 * @param viewers values of the claim that give role VIEWER
 * @param operators values of the claim that give role OPERATOR
 * @param admins values of the claim that give role ADMIN
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
