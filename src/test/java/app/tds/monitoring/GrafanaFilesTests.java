package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Grafana would refuse or show wrongly, as far as that can be seen without Grafana. */
class GrafanaFilesTests {

    private static final Path GRAFANA = Path.of("ops/grafana");
    private static final int COLUMNS = 24;
    private static final Set<String> PANELS = Set.of("timeseries", "stat", "table", "bargauge", "gauge", "row", "text");
    private static final Set<String> PROVIDER_KEYS = Set.of(
            "name",
            "orgId",
            "folder",
            "folderUid",
            "type",
            "disableDeletion",
            "updateIntervalSeconds",
            "allowUiUpdates",
            "options");
    private static final Set<String> SOURCE_KEYS = Set.of(
            "name",
            "uid",
            "type",
            "access",
            "orgId",
            "url",
            "isDefault",
            "editable",
            "jsonData",
            "secureJsonData",
            "version");

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        try (var files = Files.list(GRAFANA.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                dashboards.add(JsonMapper.shared().readTree(Files.readString(file)));
            }
        }
        assertThat(dashboards).hasSize(3);
        return dashboards;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> provisioned(String file, String list) throws IOException {
        Map<String, Object> content = new Yaml().load(Files.readString(GRAFANA.resolve("provisioning/" + file)));
        assertThat(content).containsEntry("apiVersion", 1).containsOnlyKeys("apiVersion", list);
        return (List<Map<String, Object>>) content.get(list);
    }

    @Test
    void whatIsProvisionedIsWrittenAsGrafanaReadsIt() throws IOException {
        assertThat(provisioned("dashboards/tds.yml", "providers"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(PROVIDER_KEYS).containsAll(it.keySet());
                    assertThat(it).containsEntry("type", "file").containsKeys("name", "options");
                });
        assertThat(provisioned("datasources/prometheus.yml", "datasources"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(SOURCE_KEYS).containsAll(it.keySet());
                    assertThat(it).containsEntry("type", "prometheus").containsEntry("access", "proxy");
                });
    }

    @Test
    void everyPanelAsksTheProvisionedSourceAndHasAPlaceOfItsOwn() throws IOException {
        Object source =
                provisioned("datasources/prometheus.yml", "datasources").get(0).get("uid");
        Set<String> uids = new HashSet<>();
        for (JsonNode dashboard : dashboards()) {
            String title = dashboard.path("title").asString();
            assertThat(uids.add(dashboard.path("uid").asString())).as(title).isTrue();
            assertThat(dashboard.path("schemaVersion").asInt()).as(title).isGreaterThan(30);
            assertThat(dashboard.has("id")).as("an id of another Grafana").isFalse();
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                String name = title + ", " + panel.path("title").asString();
                assertThat(ids.add(panel.path("id").asInt())).as(name).isTrue();
                assertThat(PANELS).as(name).contains(panel.path("type").asString());
                assertThat(panel.path("description").asString()).as(name).isNotBlank();
                assertPlace(name, panel.path("gridPos"), taken);
                assertThat(panel.path("targets")).as(name).isNotEmpty();
                Set<String> letters = new HashSet<>();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(letters.add(target.path("refId").asString()))
                            .as(name)
                            .isTrue();
                    assertThat(target.at("/datasource/uid").asString()).as(name).isEqualTo(source);
                    assertThat(target.path("expr").asString()).as(name).isNotBlank();
                }
            }
        }
    }

    private static void assertPlace(String name, JsonNode place, Set<String> taken) {
        int right = place.path("x").asInt() + place.path("w").asInt();
        assertThat(right).as(name).isBetween(1, COLUMNS);
        for (int x = place.path("x").asInt(); x < right; x++) {
            for (int y = place.path("y").asInt();
                    y < place.path("y").asInt() + place.path("h").asInt();
                    y++) {
                assertThat(taken.add(x + "/" + y))
                        .as(name + " covers another panel")
                        .isTrue();
            }
        }
    }

    @Test
    void everyVariableThatAPanelUsesIsDefined() throws IOException {
        for (JsonNode dashboard : dashboards()) {
            Set<String> defined = new HashSet<>();
            dashboard
                    .at("/templating/list")
                    .forEach(it -> defined.add(it.path("name").asString()));
            assertThat(defined).contains("organization", "entity");
            Set<String> used = Pattern.compile("\\$\\{?([a-z]+)")
                    .matcher(dashboard.path("panels").toString())
                    .results()
                    .map((MatchResult it) -> it.group(1))
                    .collect(Collectors.toSet());
            assertThat(defined).as(dashboard.path("title").asString()).containsAll(used);
        }
    }

    /** A number that is not there has the colour of the lowest threshold, which is green, unless something else is said. */
    @Test
    void unknownIsNeverGreen() throws IOException {
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                if (panel.path("type").asString().equals("stat")) {
                    JsonNode defaults = panel.at("/fieldConfig/defaults");
                    assertThat(defaults.path("noValue").asString()).isEqualTo("unknown");
                    assertThat(defaults.path("mappings")).anySatisfy(mapping -> {
                        assertThat(mapping.at("/options/match").asString()).isEqualTo("null+nan");
                        assertThat(mapping.at("/options/result/color").asString())
                                .isEqualTo("text");
                    });
                }
            }
        }
    }
}
