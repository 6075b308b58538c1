package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.source.Unusable;
import app.tds.zoho.record.CreditNoteParts.CreditNoteAllocation;
import app.tds.zoho.record.CreditNoteParts.CreditNoteLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditNoteTranslationTests {

    private final CreditNote.CreditNoteTranslation translation = new CreditNote.CreditNoteTranslation();

    @Test
    void zohoMayNotSayWhenItWasModified() {
        var translated = translation.translate(SampleRecords.of("{\"creditnote_id\": \"1\"}"));

        assertThat(translated.row().sourceModifiedAt()).isNull();
    }

    @Test
    void organizationsWithoutLocationsHaveBranches() {
        var translated = translation.translate(SampleRecords.of("""
                {"creditnote_id": "1", "location_id": "", "branch_id": "7", "branch_name": "Basra"}
                """));

        assertThat((CreditNote) translated.row())
                .extracting(CreditNote::locationId, CreditNote::locationName)
                .containsExactly("7", "Basra");
    }

    @Test
    void unreadableBalanceIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() ->
                        translation.translate(SampleRecords.of("{\"creditnote_id\": \"1\", \"balance\": \"none\"}")))
                .satisfies(it -> assertThat(it.field()).isEqualTo("balance"));
    }

    @Test
    void whatItWasAppliedToHasItsLiveNamesOrTheDocumentedOnes() {
        for (String amount : List.of("credited_amount", "amount_applied")) {
            var detailed = SampleRecords.documents(translation).translate(SampleRecords.of("""
                    {"creditnote_id": "1", "last_modified_time": "2025-06-12T08:15:40+0200", "line_items": [],
                     "invoices": [], "invoices_credited": [{"creditnote_invoice_id": "70", "invoice_id": "7",
                       "invoice_number": "INV-7", "invoice_date": "2025-06-01", "date": "2025-06-12", "%s": 3.5}]}
                    """.formatted(amount)));

            assertThat(detailed.children().get(1).rows())
                    .isEqualTo(List.of(new CreditNoteAllocation(
                            "70", Instant.parse("2025-06-12T06:15:40Z"), "1", "7", "INV-7", new BigDecimal("3.5"))));
        }
    }

    @Test
    void aWebhooksDocumentIsCompleteWithEitherName() {
        String note =
                "{\"creditnote_id\": \"1\", \"line_items\": [{\"a\": 1}], \"custom_fields\": [], \"taxes\": [], \"%s\": [{\"%s\": 1}]}";
        var live = SampleRecords.of(note.formatted("invoices_credited", "credited_amount"));
        var documented = SampleRecords.of(note.formatted("invoices", "amount"));
        var neither = SampleRecords.of(note.formatted("other", "amount"));

        assertThat(SampleRecords.documents(translation).isComplete(live, null)).isTrue();
        assertThat(SampleRecords.documents(translation).isComplete(documented, live.json()))
                .isTrue();
        assertThat(SampleRecords.documents(translation).isComplete(live, documented.json()))
                .isTrue();
        assertThat(SampleRecords.documents(translation).isComplete(neither, null))
                .isFalse();
    }

    @Test
    void whatItWasAppliedToIsKnownByItsPlace() {
        var detailed =
                SampleRecords.documents(new CreditNote.CreditNoteTranslation()).translate(SampleRecords.of("""
                {"creditnote_id": "1", "updated_time": "2025-06-12T08:15:40+0200", "line_items": [],
                 "invoices": [{"invoice_id": "7", "invoice_number": "INV-7", "amount": 3.5}, {"invoice_id": "7"}]}
                """));

        Instant modified = Instant.parse("2025-06-12T06:15:40Z");
        assertThat(detailed.row().sourceModifiedAt()).isEqualTo(modified);
        assertThat(detailed.children().subList(0, 2))
                .isEqualTo(List.of(
                        new ChildSet<>(CreditNoteLine.class, List.of()),
                        new ChildSet<>(
                                CreditNoteAllocation.class,
                                List.of(
                                        new CreditNoteAllocation(
                                                "1/1", modified, "1", "7", "INV-7", new BigDecimal("3.5")),
                                        new CreditNoteAllocation("1/2", modified, "1", "7", null, null)))));
    }
}
