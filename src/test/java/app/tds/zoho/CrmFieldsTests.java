package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.zoho.CrmFields.Described;
import app.tds.zoho.CrmFields.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the fields of a module are asked for in several queries. */
class CrmFieldsTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 48, 49, 50, 51, 98, 99, 100, 101, 147, 148, 500})
    void everyFieldIsAskedForOnceAndNoQueryIsLargerThanCrmTakes(int count) {
        for (String module : List.of("short and dated", "short", "long and dated", "long")) {
            List<Field> fields = new ArrayList<>(IntStream.range(0, count)
                    .mapToObj(i -> module.startsWith("long") ? String.format("F%099d", i) : "F" + i)
                    .map(name -> new Field(name, "text", "string"))
                    .toList());
            boolean dated = module.endsWith("dated");
            if (dated) {
                fields.add(count / 2, new Field("Modified_Time", "datetime", "string"));
            }

            List<String> portions = new Described(fields, Set.of(), 0).portions();

            assertThat(portions).as("%s %s", count, module).allSatisfy(portion -> {
                assertThat(portion.split(",")).hasSizeLessThanOrEqualTo(50);
                assertThat(portion.length()).isLessThanOrEqualTo(1024);
                assertThat(portion.contains("Modified_Time")).isEqualTo(dated);
            });
            List<String> asked = portions.stream()
                    .flatMap(portion -> Stream.of(portion.split(",")))
                    .filter(name -> !name.equals("Modified_Time"))
                    .toList();
            assertThat(asked).as("%s %s", count, module).hasSize(count).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(asked))
                    .isEqualTo(new TreeSet<>(Arrays.asList(fields.stream()
                            .map(Field::name)
                            .filter(name -> !name.equals("Modified_Time"))
                            .toArray(String[]::new))));
        }
    }
}
