package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.source.Translation.Remark;
import org.junit.jupiter.api.Test;

class InvoiceTranslationTests {

    private final Invoice.InvoiceTranslation translation = new Invoice.InvoiceTranslation();

    @Test
    void organizationsWithoutLocationsHaveBranches() {
        var translated = translation.translate(SampleRecords.of("""
                {"invoice_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "location_id": "",
                 "branch_id": "7", "branch_name": "Basra"}
                """));

        assertThat((Invoice) translated.row())
                .extracting(Invoice::locationId, Invoice::locationName)
                .containsExactly("7", "Basra");
    }

    @Test
    void zeroDayIsNoDayAndRemarked() {
        var translated = translation.translate(SampleRecords.of("""
                {"invoice_id": "1", "last_modified_time": "2025-01-01T00:00:00Z", "due_date": "0000-00-00"}
                """));

        assertThat(((Invoice) translated.row()).dueDate()).isNull();
        assertThat(translated.remarks())
                .containsExactly(
                        new Remark(
                                "due_date",
                                "left empty: \"0000-00-00\" is not a day (yyyy-MM-dd, years 0001 to 9999): correct it in Zoho"));
    }
}
