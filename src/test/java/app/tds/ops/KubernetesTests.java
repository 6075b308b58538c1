package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What {@code ops/kubernetes} asks of a cluster, read as strictly as a cluster with strict validation reads it. */
class KubernetesTests {

    private static final Path FOLDER = Path.of("ops/kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/CronJob", CronJob.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class);

    /** The models keep a field that they do not know; here it is an error. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    @Test
    void everyFileIsAResourceWhoseFieldsKubernetesKnows() throws IOException {
        assertThat(resources())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(
                        resource -> assertThat(resource.getMetadata().getName()).startsWith("tds"));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsAnError() {
        assertThatThrownBy(() -> typed(Map.of(
                        "apiVersion", "apps/v1",
                        "kind", "Deployment",
                        "spec", Map.of("replica", 2))))
                .hasMessageContaining("replica");
    }

    @Test
    void kustomizationNamesEveryFileAndOnlyFilesThatAreThere() throws IOException {
        Map<String, Object> kustomization = new Yaml().load(Files.readString(FOLDER.resolve("kustomization.yaml")));
        assertThat(strings(kustomization, "resources")).containsExactlyInAnyOrderElementsOf(yamlFiles());
        for (String generator : List.of("configMapGenerator", "secretGenerator")) {
            for (Object generated : (List<?>) kustomization.get(generator)) {
                for (String file : strings((Map<?, ?>) generated, "envs")) {
                    assertThat(FOLDER.resolve(file + ".example")).exists();
                }
            }
        }
    }

    @Test
    void everyVariableOfTheExamplesIsOneThatTheApplicationReads() throws IOException {
        Set<String> known = variables(Path.of("ops/env.example"));
        assertThat(known)
                .containsAll(variables(FOLDER.resolve("configuration.env.example")))
                .containsAll(variables(FOLDER.resolve("secret.env.example")));
    }

    @Test
    void podsAskForNothingThatTheStrictestPolicyRefuses() throws IOException {
        assertThat(pods()).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30);
            assertThat(pod.getContainers()).singleElement().satisfies(KubernetesTests::isConfined);
        });
    }

    private static void isConfined(Container container) {
        var context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    }

    @Test
    void selectorsFindPodsAndPortsTheirNames() throws IOException {
        List<HasMetadata> resources = resources();
        var deployment = only(resources, Deployment.class);
        var pod = deployment.getSpec().getTemplate();
        Map<String, String> labels = pod.getMetadata().getLabels();
        var container = pod.getSpec().getContainers().get(0);
        Set<String> ports =
                container.getPorts().stream().map(port -> port.getName()).collect(Collectors.toSet());
        assertThat(deployment.getSpec().getReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(labels)
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(only(resources, PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        List<Service> services = all(resources, Service.class);
        assertThat(services).hasSize(2).allSatisfy(service -> {
            assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
            assertThat(service.getSpec().getPorts())
                    .allSatisfy(port ->
                            assertThat(ports).contains(port.getTargetPort().getStrVal()));
        });
        var monitored = only(resources, ServiceMonitor.class).getSpec();
        assertThat(services)
                .filteredOn(service -> service.getMetadata().getLabels() != null
                        && service.getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(
                                        monitored.getSelector().getMatchLabels().entrySet()))
                .singleElement()
                .satisfies(service -> assertThat(service.getSpec().getPorts())
                        .anySatisfy(port -> assertThat(port.getName())
                                .isEqualTo(monitored.getEndpoints().get(0).getPort())));
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"));
        Set<String> pods = Stream.of(
                        labels,
                        template(only(resources, CronJob.class)).getMetadata().getLabels())
                .map(each -> each.get("app"))
                .collect(Collectors.toSet());
        assertThat(only(resources, NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchExpressions()
                        .get(0)
                        .getValues())
                .containsExactlyInAnyOrderElementsOf(pods);
    }

    private static List<PodSpec> pods() throws IOException {
        List<HasMetadata> resources = resources();
        return List.of(
                only(resources, Deployment.class).getSpec().getTemplate().getSpec(),
                template(only(resources, CronJob.class)).getSpec());
    }

    private static PodTemplateSpec template(CronJob job) {
        return job.getSpec().getJobTemplate().getSpec().getTemplate();
    }

    private static List<HasMetadata> resources() throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        for (String file : yamlFiles()) {
            for (Object document : new Yaml().loadAll(Files.readString(FOLDER.resolve(file)))) {
                resources.add(typed((Map<?, ?>) document));
            }
        }
        return resources;
    }

    private static HasMetadata typed(Map<?, ?> document) {
        String kind = document.get("apiVersion") + "/" + document.get("kind");
        return STRICT.convertValue(document, Objects.requireNonNull(KINDS.get(kind), kind));
    }

    private static List<String> yamlFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> variables(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[A-Z0-9_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> T only(List<HasMetadata> resources, Class<T> type) {
        assertThat(all(resources, type)).hasSize(1);
        return all(resources, type).get(0);
    }

    private static <T> List<T> all(List<HasMetadata> resources, Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<String> strings(Map<?, ?> map, String key) {
        return ((List<?>) Objects.requireNonNull(map.get(key), key))
                .stream().map(String::valueOf).toList();
    }
}
