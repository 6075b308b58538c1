package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ops/grafana} ships, as far as no Grafana is needed; a test with a real Prometheus looks at the expressions. */
class DashboardsTests {

    private static final Path GRAFANA = Path.of("ops/grafana");
    private static final int WIDTH = 24;
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    @ParameterizedTest
    @ValueSource(strings = {"overview", "calls", "webhooks"})
    void aDashboardIsProvisionedAsItIs(String name) throws IOException {
        JsonNode dashboard =
                new JsonMapper().readTree(Files.readString(GRAFANA.resolve("dashboards/" + name + ".json")));
        assertThat(dashboard.path("uid").asString()).isEqualTo("tds-" + name);
        assertThat(dashboard.findValues("uid").stream()
                        .map(JsonNode::asString)
                        .filter(uid -> !uid.equals("tds-" + name))
                        .distinct())
                .as("every panel asks the source that is provisioned")
                .containsExactly(source());

        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asString();
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("%s has a number of its own", title)
                    .isTrue();
            assertThat(panel.path("description").asString()).as(title).endsWith(".");
            place(panel.path("gridPos"), taken, title);
            for (JsonNode target : panel.path("targets")) {
                assertThat(LABEL.matcher(target.path("legendFormat").asString())
                                .results()
                                .map(label -> label.group(1)))
                        .as(title)
                        .allSatisfy(label ->
                                assertThat(target.path("expr").asString()).contains(label));
            }
        }
        assertThat(StreamSupport.stream(dashboard.at("/templating/list").spliterator(), false)
                        .map(variable -> variable.path("name").asString())
                        .collect(Collectors.toList()))
                .containsExactly("organization", "entity");
    }

    private static void place(JsonNode at, Set<String> taken, String title) {
        assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isLessThanOrEqualTo(WIDTH);
        for (int x = at.path("x").asInt();
                x < at.path("x").asInt() + at.path("w").asInt();
                x++) {
            for (int y = at.path("y").asInt();
                    y < at.path("y").asInt() + at.path("h").asInt();
                    y++) {
                assertThat(taken.add(x + " " + y))
                        .as("%s covers another panel", title)
                        .isTrue();
            }
        }
    }

    private static String source() throws IOException {
        Map<String, List<Map<String, Object>>> provisioned =
                new Yaml().load(Files.readString(GRAFANA.resolve("provisioning/datasources/prometheus.yml")));
        return String.valueOf(provisioned.get("datasources").get(0).get("uid"));
    }
}
