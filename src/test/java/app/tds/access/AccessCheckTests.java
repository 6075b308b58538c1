package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AccessCheckTests {

    @Test
    void nobodyNeedsAPasswordAndGoodOnesAreFine() {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(Map.of("tds.security.admin-password", "", "tds.security.viewer-password", "دجلة والفرات")))
                .isEmpty();
    }

    @Test
    void whatIsEasilyGuessedOrCutOffIsRefusedWithItsKeyAndNotRepeated() {
        assertThat(problems(Map.of(
                        "tds.security.admin-password", "short",
                        "tds.security.operator-password", "aaaaaaaaaaaaaaaa",
                        "tds.security.viewer-password", "long".repeat(19),
                        "tds.security.viewer-user", "admin",
                        "tds.security.failed-logins", "0")))
                .allSatisfy(problem -> assertThat(problem).doesNotContain("short", "aaaa", "longlong"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly(
                        "tds.security.viewer-password",
                        "tds.security.operator-password",
                        "tds.security.admin-password",
                        "tds.security.admin-user",
                        "tds.security.failed-logins");
    }

    @Test
    void aProviderWhoseLoginsGiveNobodyARoleIsAMistakeAndSoAreRolesWithoutAProvider() {
        String id = "spring.security.oauth2.client.registration.house.client-id";
        assertThat(problems(Map.of(id, "tds")))
                .singleElement()
                .asString()
                .contains("nobody who logs in there has a role");
        assertThat(problems(Map.of("tds.security.oidc.admins", "boss")))
                .singleElement()
                .asString()
                .contains("none is named by spring.security.oauth2.client.registration");
        assertThat(problems(Map.of(id, "tds", "tds.security.oidc.viewers", "staff")))
                .isEmpty();
    }

    private static List<String> problems(Map<String, String> settings) {
        var environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return new AccessCheck().problems(environment);
    }
}
