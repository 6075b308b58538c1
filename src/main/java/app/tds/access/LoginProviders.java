package app.tds.access;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** Where a person can log in beside here; empty unless {@code spring.security.oauth2.client.*} names somebody. */
@Component
@ConditionalOnWebApplication(type = Type.SERVLET)
public class LoginProviders {

    static final String BEGIN = "/oauth2/authorization/";

    private final List<Provider> all = new ArrayList<>();

    LoginProviders(ObjectProvider<ClientRegistrationRepository> registrations) {
        if (registrations.getIfAvailable() instanceof Iterable<?> several) {
            several.forEach(one -> add((ClientRegistration) one));
        }
    }

    /**
     * Somebody who knows people.
     *
     * @param name for people
     * @param path where the login begins
     */
    public record Provider(String name, String path) {}

    private void add(ClientRegistration one) {
        all.add(new Provider(one.getClientName(), BEGIN + one.getRegistrationId()));
    }

    /** In the order of their names. */
    public List<Provider> all() {
        return List.copyOf(all);
    }

    boolean has(String registration) {
        return all.stream().anyMatch(it -> it.path().equals(BEGIN + registration));
    }
}
