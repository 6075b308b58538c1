package app.tds.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.validation.ValidationProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API keeps the rules of OpenAPI 3.1 and those that programs which read it rely on. */
class OpenApiTests {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Map<String, Object> DOCUMENT = read();

    @Test
    void theDocumentIsValid() {
        var document = Library.readDocumentFromJSONString(JsonMapper.shared().writeValueAsString(DOCUMENT));

        assertThat(Library.validate(document, null))
                // JSON Schema 2020-12, which is part of OpenAPI 3.1, has them; the validator does not know.
                .filteredOn(problem -> !"examples".equals(problem.property))
                .extracting(OpenApiTests::text)
                .isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        var references = new TreeSet<String>();
        references(DOCUMENT, references);
        var components = new TreeSet<String>();
        map(DOCUMENT.get("components")).forEach((kind, named) -> {
            if (!kind.equals("securitySchemes")) {
                map(named).keySet().forEach(name -> components.add("#/components/" + kind + "/" + name));
            }
        });

        assertThat(references).isEqualTo(components);
    }

    @Test
    void everyOperationHasANameOfItsOwnAKnownTagASummaryAndAnswersForGoodAndBad() {
        Set<Object> tags = list(DOCUMENT.get("tags")).stream()
                .map(tag -> map(tag).get("name"))
                .collect(Collectors.toSet());
        Set<Object> names = new HashSet<>();
        operations().forEach((what, operation) -> {
            assertThat(names.add(operation.get("operationId"))).as(what).isTrue();
            assertThat(operation.get("operationId")).as(what).asString().matches("[a-z][A-Za-z]+");
            assertThat(list(operation.get("tags"))).as(what).isNotEmpty().allMatch(tags::contains);
            assertThat(operation.get("summary")).as(what).asString().isNotBlank();
            Set<String> answers = map(operation.get("responses")).keySet();
            assertThat(answers).as(what).anyMatch(it -> it.startsWith("2") || it.equals("302"));
            assertThat(answers).as(what).anyMatch(it -> it.startsWith("4"));
        });
        assertThat(list(DOCUMENT.get("tags")))
                .allSatisfy(tag -> assertThat(map(tag)).containsKeys("name", "description"));
        assertThat(list(DOCUMENT.get("servers"))).isNotEmpty();
    }

    @Test
    void everyErrorButThePageForAPersonIsAProblem() {
        operations()
                .forEach((what, operation) -> map(operation.get("responses")).forEach((status, answer) -> {
                    if (status.matches("[45].*") && !what.endsWith("/callback")) {
                        assertThat(map(map(resolved(answer)).get("content")).keySet())
                                .as(what + " " + status)
                                .containsExactly("application/problem+json");
                    }
                }));
    }

    @Test
    void everyVariableOfAPathIsAParameterAndNoTwoPathsCanBeMeantByOneAddress() {
        operations().forEach((what, operation) -> {
            Set<String> wanted = new TreeSet<>();
            java.util.regex.Pattern.compile("\\{([^}]+)}")
                    .matcher(what)
                    .results()
                    .forEach(it -> wanted.add(it.group(1)));
            Set<String> given = new TreeSet<>();
            list(operation.getOrDefault("parameters", List.of())).forEach(parameter -> {
                var one = map(resolved(parameter));
                if ("path".equals(one.get("in"))) {
                    given.add(String.valueOf(one.get("name")));
                }
            });
            assertThat(given).as(what).isEqualTo(wanted);
        });
        assertThat(map(DOCUMENT.get("paths")).keySet())
                .extracting(path -> path.replaceAll("\\{[^}]+}", "{}"))
                .doesNotHaveDuplicates();
    }

    private static Map<String, Map<String, Object>> operations() {
        var operations = new LinkedHashMap<String, Map<String, Object>>();
        map(DOCUMENT.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.put(method + " " + path, map(operation));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(25);
        return operations;
    }

    private static Object resolved(Object part) {
        Object reference = map(part).get("$ref");
        if (reference == null) {
            return part;
        }
        Object found = DOCUMENT;
        for (String step : reference.toString().substring(2).split("/")) {
            found = map(found).get(step);
        }
        return found;
    }

    private static void references(Object part, Set<String> found) {
        if (part instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if ("$ref".equals(name)) {
                    found.add(String.valueOf(value));
                }
                references(value, found);
            });
        } else if (part instanceof List<?> list) {
            list.forEach(one -> references(one, found));
        }
    }

    private static String text(ValidationProblem problem) {
        return problem.nodePath + ": " + problem.message;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object part) {
        return part == null ? Map.of() : (Map<String, Object>) part;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object part) {
        return (List<Object>) part;
    }

    private static Map<String, Object> read() {
        var rules = new LoaderOptions();
        rules.setAllowDuplicateKeys(false);
        try (var file = new ClassPathResource(OpenApiController.DOCUMENT).getInputStream()) {
            return new Yaml(rules).load(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
