package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.ChildSet;
import app.tds.mirror.CreditNote;
import app.tds.mirror.CreditNoteAllocation;
import app.tds.mirror.CreditNoteLine;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditNoteTranslationTests {

    private final CreditNoteTranslation translation = new CreditNoteTranslation();

    @Test
    void openNoteIsCreditNote() {
        assertThat(translation.translate(SampleRecords.record("books-creditnotes-list.json", "creditnotes", 0)))
                .isEqualTo(new Translated(
                        new CreditNote(
                                "5107440000000260001",
                                Instant.parse("2025-06-05T08:00:00Z"),
                                Instant.parse("2025-06-05T08:01:00Z"),
                                "CN-00003",
                                null,
                                "open",
                                "open",
                                LocalDate.parse("2025-06-05"),
                                "5107440000000101001",
                                "Nordwind Touristik GmbH",
                                "5107440000000000097",
                                "EUR",
                                new BigDecimal("1.0"),
                                2,
                                new BigDecimal("71.28"),
                                new BigDecimal("71.28"),
                                "5107440000000038080",
                                "Berlin Head Office",
                                null,
                                null,
                                false,
                                null),
                        List.of()));
    }

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
    void whatItWasAppliedToIsKnownByItsPlace() {
        var detailed = new CreditNoteDetails().translate(SampleRecords.of("""
                {"creditnote_id": "1", "updated_time": "2025-06-12T08:15:40+0200", "line_items": [],
                 "invoices": [{"invoice_id": "7", "invoice_number": "INV-7", "amount": 3.5}, {"invoice_id": "7"}]}
                """));

        Instant modified = Instant.parse("2025-06-12T06:15:40Z");
        assertThat(detailed.row().sourceModifiedAt()).isEqualTo(modified);
        assertThat(detailed.children())
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
