package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.source.FieldUse;
import app.tds.source.SourceField;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsCommandTests {

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void theFieldsThatOnlyThePayloadHasComeFirstTheMostFrequentAtTheTop() {
        var use = new FieldUse();
        use.addRow(List.of(new SourceField("total", true, true), new SourceField("rare", false, false)));
        use.addRow(List.of(new SourceField("total", true, true), new SourceField("rare", true, false)));
        use.addRow(List.of(new SourceField("total", true, true), new SourceField("empty", false, false)));
        use.addDocument(List.of(
                new SourceField("taxes[].tax_id", false, false),
                new SourceField("taxes[].tax_id", true, false),
                new SourceField("rare", true, false)));

        FieldsCommand.print(out, "invoices of organization 10", use, true);

        assertThat(printed.toString()).isEqualToNormalizingNewlines("""
                invoices of organization 10, list rows: 3, documents: 1
                  field           column   rows  documents
                  ----------------------------------------
                  rare            no       34 %      100 %
                  taxes[].tax_id  no                 100 %
                  total           yes     100 %
                """);
    }

    @Test
    void fieldsWithoutEndAreCountedAsOne() {
        var use = new FieldUse();
        for (int field = 0; field < 5_000; field++) {
            use.addRow(List.of(new SourceField("cf_" + field, true, false)));
        }

        assertThat(use.all()).hasSize(2_001).contains(new FieldUse.Use(FieldUse.OTHERS, false, 3_000, 0));
    }

    @Test
    void whereEverythingIsInColumnsItSaysSo() {
        FieldsCommand.print(out, "locations of organization 10", new FieldUse(), false);

        assertThat(printed.toString()).contains("Every field that holds a value is in a column.");
    }
}
