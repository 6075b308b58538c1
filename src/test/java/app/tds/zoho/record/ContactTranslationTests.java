package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.source.Unusable;
import org.junit.jupiter.api.Test;

class ContactTranslationTests {

    private final Contact.ContactTranslation translation = new Contact.ContactTranslation();

    @Test
    void unknownTypeIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of("""
                        {"contact_id": "1", "contact_type": "lead", "last_modified_time": "2025-01-01T00:00:00Z",
                         "contact_name": "Nordwind"}
                        """)))
                .withMessage("contact_type: \"lead\" is neither customer nor vendor: set the type in Zoho");
    }
}
