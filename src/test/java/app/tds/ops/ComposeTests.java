package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker/compose.yaml} starts, as far as no engine is needed. */
class ComposeTests {

    private static final Path FOLDER = Path.of("docker");
    private final Map<String, Object> compose = read(FOLDER.resolve("compose.yaml"));
    private final Map<String, Map<String, Object>> services = map(compose.get("services"));

    @Test
    void everyFileThatIsMountedExistsAndIsReadOnly() {
        List<String> mounts = services.values().stream()
                .flatMap(service -> texts(service.get("volumes")))
                .filter(mount -> mount.startsWith("."))
                .toList();

        assertThat(mounts).hasSizeGreaterThan(4).allSatisfy(mount -> {
            assertThat(FOLDER.resolve(mount.split(":")[0])).exists();
            assertThat(mount).endsWith(":ro");
        });
    }

    /** Of the Compose specification, as far as this file has use for them: a misspelt key would be refused only at the start. */
    private static final Set<String> TOP = Set.of("services", "secrets", "volumes");

    private static final Set<String> SERVICE = Set.of(
            "image",
            "build",
            "profiles",
            "env_file",
            "environment",
            "ports",
            "networks",
            "depends_on",
            "healthcheck",
            "read_only",
            "tmpfs",
            "security_opt",
            "cap_drop",
            "stop_grace_period",
            "restart",
            "volumes",
            "secrets");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");

    @Test
    void everyKeyIsOfTheSpecificationAndWhatIsNamedIsThere() throws IOException {
        assertThat(TOP).containsAll(compose.keySet());
        Set<String> named = map(compose.get("volumes")).keySet();
        services.forEach((name, service) -> {
            assertThat(SERVICE).as(name).containsAll(service.keySet());
            assertThat(service.containsKey("image") != service.containsKey("build"))
                    .as("%s has an image or is built", name)
                    .isTrue();
            assertThat(texts(service.get("volumes"))
                            .map(mount -> mount.split(":")[0])
                            .filter(it -> !it.startsWith(".")))
                    .as("volumes of %s", name)
                    .allMatch(named::contains);
            assertThat(map(service.getOrDefault("depends_on", Map.of())).keySet())
                    .as("%s waits for", name)
                    .allMatch(services::containsKey);
        });
        String example = Files.readString(Path.of("ops/env.example"));
        VARIABLE.matcher(Files.readString(FOLDER.resolve("compose.yaml")))
                .results()
                .forEach(it -> assertThat(example).contains(it.group(1) + "="));
        assertThat(example).contains("TDS_SECURITY_VIEWER_PASSWORD=");
    }

    @Test
    void whoWatchesComesOnRequestOnly() {
        assertThat(services.keySet())
                .containsExactlyInAnyOrder("app", "postgres", "prometheus", "alertmanager", "grafana");
        services.forEach(
                (name, service) -> assertThat(texts(service.get("profiles")).toList())
                        .as(name)
                        .isEqualTo(List.of("app", "postgres").contains(name) ? List.of() : List.of("watch")));
    }

    @Test
    void prometheusFindsTheApplicationAndAlertmanagerAndGrafanaFindsPrometheus() throws IOException {
        String prometheus = Files.readString(Path.of("ops/prometheus/prometheus.yml"));
        assertThat(prometheus)
                .contains("\"tds-zoho-sync:8081\"", "\"alertmanager:9093\"", "password_file: tds-viewer-password");
        assertThat(services.get("app").get("networks").toString()).contains("aliases=[tds-zoho-sync]");
        assertThat(services.get("prometheus").get("secrets").toString())
                .contains("target=/etc/prometheus/tds-viewer-password");
        assertThat(Files.readString(Path.of("ops/grafana/provisioning/datasources/prometheus.yml")))
                .contains("http://prometheus:9090");
    }

    @Test
    void nothingIsReachableFromOutsideAndTheApplicationIsNoSuperuser() {
        assertThat(services.values().stream().flatMap(service -> texts(service.get("ports"))))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
        assertThat(services.get("app").get("environment").toString()).contains("SPRING_DATASOURCE_USERNAME=tds_app");
        assertThat(services.get("app")).containsEntry("read_only", true);
    }

    @Test
    void theDatabaseOfTheApplicationIsMadeByTheInitScriptAndAskedWhetherItIsWell() throws IOException {
        Map<String, Object> postgres = services.get("postgres");
        Map<String, Object> made = map(postgres.get("environment"));
        Map<String, Object> used = map(services.get("app").get("environment"));

        assertThat(postgres).containsEntry("image", "postgres:18");
        assertThat(texts(postgres.get("volumes")))
                .as("since 18, the image keeps its data one folder higher")
                .contains("postgres:/var/lib/postgresql")
                .contains("../ops/postgres/roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro");
        assertThat(Files.readString(Path.of("ops/postgres/roles.sql"))).contains("\\getenv password TDS_PASSWORD");
        assertThat(made).containsEntry("TDS_PASSWORD", used.get("SPRING_DATASOURCE_PASSWORD"));
        assertThat(postgres.get("healthcheck").toString())
                .contains("pg_isready -U " + used.get("SPRING_DATASOURCE_USERNAME") + " -d tds");
        assertThat(used.get("SPRING_DATASOURCE_URL").toString()).startsWith("jdbc:postgresql://postgres:5432/tds");
        assertThat(services.get("app").get("depends_on").toString()).contains("condition=service_healthy");
    }

    @Test
    void theImageHasLabelsAUserByNumberAHealthCheckAndThePortsThatArePublished() throws IOException {
        String image = Files.readString(FOLDER.resolve("Dockerfile"));
        Map<String, Object> app = services.get("app");

        assertThat(image)
                .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.version=",
                        "USER 10001:10001",
                        "HEALTHCHECK",
                        "/actuator/health/liveness",
                        "EXPOSE 8080 8081");
        assertThat(texts(app.get("ports"))).containsExactly("127.0.0.1:8080:8080", "127.0.0.1:8081:8081");
        assertThat(texts(app.get("cap_drop"))).containsExactly("ALL");
        assertThat(texts(app.get("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(texts(app.get("tmpfs"))).containsExactly("/tmp");
    }

    @Test
    void everySecretThatAServiceReadsIsGivenByAVariable() {
        Map<String, Map<String, Object>> secrets = map(compose.get("secrets"));
        List<String> read = services.values().stream()
                .flatMap(service -> service.get("secrets") instanceof List<?> names ? names.stream() : Stream.of())
                .map(it -> it instanceof Map<?, ?> full ? String.valueOf(full.get("source")) : String.valueOf(it))
                .distinct()
                .toList();

        assertThat(read).isNotEmpty().containsExactlyInAnyOrderElementsOf(secrets.keySet());
        assertThat(secrets.values()).allSatisfy(secret -> assertThat(secret).containsOnlyKeys("environment"));
    }

    private static Stream<String> texts(Object list) {
        return list instanceof List<?> values ? values.stream().map(String::valueOf) : Stream.of();
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> map(Object value) {
        return (Map<String, T>) value;
    }

    private static Map<String, Object> read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }
}
