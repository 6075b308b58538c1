package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

class StartChecksTests {

    @Test
    void problemsOfSeveralChecksComeTogether() {
        List<ConfigurationCheck> checks = List.of(
                environment -> List.of("zoho.client-id: is missing"),
                environment -> List.of(),
                environment -> List.of("a.yaml: name: is missing", "b.yaml: name: is missing"));

        assertThatThrownBy(() -> StartChecks.refuseIfAny(checks, new MockEnvironment()))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        it -> assertThat(it.problems())
                                .containsExactly(
                                        "zoho.client-id: is missing",
                                        "a.yaml: name: is missing",
                                        "b.yaml: name: is missing"))
                .hasMessageStartingWith("the configuration has 3 problems:\n  zoho.client-id: is missing\n");
    }

    @Test
    void withoutProblemsTheStartGoesOn() {
        List<ConfigurationCheck> checks = List.of(environment -> List.of());

        assertThatCode(() -> StartChecks.refuseIfAny(checks, new MockEnvironment()))
                .doesNotThrowAnyException();
    }

    @Test
    void everyRegisteredCheckIsAskedBeforeAnyBeanIsMade(@TempDir Path empty) throws IOException {
        Files.writeString(empty.resolve("wrong.yaml"), "name: wrong\n");
        var application = new SpringApplicationBuilder(NoBeans.class)
                .web(WebApplicationType.NONE)
                .properties("spring.datasource.url=jdbc:mysql://localhost/tds")
                .build();

        var refusal = catchThrowable(() -> application.run("--tds.jobs.location=" + empty));

        assertThat(refusal)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("wrong.yaml: source.path: is missing")
                .hasMessageContaining("spring.datasource.url: must look like");
    }

    @Test
    void theRefusalIsShownAsAList() {
        var analysis = Objects.requireNonNull(
                new InvalidConfigurationAnalyzer().analyze(new InvalidConfiguration(List.of("a: is missing"))));

        assertThat(analysis.getDescription())
                .isEqualTo("The start is refused: the configuration has 1 problem:\n  a: is missing");
        assertThat(analysis.getAction()).contains("ops/env.example");
    }

    @Configuration(proxyBeanMethods = false)
    static class NoBeans {}
}
