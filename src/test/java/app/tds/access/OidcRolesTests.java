package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcRolesTests {

    private static OidcRoles reading(String claim) {
        return new OidcRoles(new OidcSettings(claim, List.of("look"), List.of("work"), List.of("boss")));
    }

    @Test
    void theHighestRoleCounts() {
        assertThat(reading("roles").of(Map.of("roles", List.of("boss", "look"))))
                .contains(Role.ADMIN);
        assertThat(reading("roles").of(Map.of("roles", List.of("look", "work"))))
                .contains(Role.OPERATOR);
    }

    @Test
    void aClaimIsFoundByItsNameOrByItsPath() {
        assertThat(reading("https://example.com/roles").of(Map.of("https://example.com/roles", "look")))
                .contains(Role.VIEWER);
        assertThat(reading("resource.tds.roles")
                        .of(Map.of("resource", Map.of("tds", Map.of("roles", List.of("work"))))))
                .contains(Role.OPERATOR);
    }

    @Test
    void whatGivesNoRoleLetsNobodyIn() {
        assertThat(reading("roles").of(Map.of())).isEmpty();
        assertThat(reading("roles").of(Map.of("roles", List.of()))).isEmpty();
        assertThat(reading("roles").of(Map.of("roles", List.of("bosses", "BOSS", 7))))
                .isEmpty();
        assertThat(reading("roles").of(Map.of("roles", Map.of("boss", true)))).isEmpty();
        assertThat(reading("a.b").of(Map.of("a", "boss"))).isEmpty();
    }

    @Test
    void whereNoValueIsConfiguredNobodyHasThatRole() {
        var none = new OidcRoles(new OidcSettings("roles", List.of(), List.of(), List.of()));
        assertThat(none.of(Map.of("roles", List.of("")))).isEmpty();
    }
}
