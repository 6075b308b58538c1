package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.mirror.Customer;
import app.tds.mirror.Json;
import app.tds.mirror.Vendor;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactTranslationTests {

    private final ContactTranslation translation = new ContactTranslation();

    @Test
    void companyIsCustomer() {
        assertThat(translation.translate(SampleRecords.record("contacts-list.json", "contacts", 0)))
                .isEqualTo(new Translated(
                        new Customer(
                                "5107440000000101001",
                                Instant.parse("2024-03-11T09:02:19Z"),
                                Instant.parse("2025-06-12T06:15:40Z"),
                                "Nordwind Touristik GmbH",
                                "Nordwind Touristik GmbH",
                                "Jonas",
                                "Petersen",
                                "einkauf@nordwind.example",
                                null,
                                null,
                                null,
                                "active",
                                "business",
                                null,
                                "5107440000000000097",
                                "EUR",
                                15,
                                "5107440000000016001",
                                "Net 15",
                                new BigDecimal("303.37"),
                                new BigDecimal("303.37"),
                                new BigDecimal("71.28"),
                                new BigDecimal("71.28"),
                                "disabled",
                                false,
                                null,
                                null,
                                "user",
                                new Json("{\"cf_region\":\"North\"}")),
                        List.of()));
    }

    @Test
    void personIsCustomer() {
        assertThat(translation.translate(SampleRecords.record("contacts-list.json", "contacts", 1)))
                .isEqualTo(new Translated(
                        new Customer(
                                "5107440000000101003",
                                Instant.parse("2024-07-01T11:45:00Z"),
                                Instant.parse("2024-07-01T11:45:00Z"),
                                "Ilse Brandt",
                                null,
                                "Ilse",
                                "Brandt",
                                "ilse.brandt@mail.example",
                                null,
                                null,
                                null,
                                "active",
                                "individual",
                                null,
                                "5107440000000000097",
                                "EUR",
                                0,
                                "5107440000000016001",
                                "Due on Receipt",
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "disabled",
                                false,
                                null,
                                null,
                                "user",
                                null),
                        List.of()));
    }

    @Test
    void supplierIsVendor() {
        assertThat(translation.translate(SampleRecords.record("contacts-list.json", "contacts", 2)))
                .isEqualTo(new Translated(
                        new Vendor(
                                "5107440000000102001",
                                Instant.parse("2024-03-01T08:00:00Z"),
                                Instant.parse("2025-06-09T15:20:11Z"),
                                "Alpentuch Weberei AG",
                                "Alpentuch Weberei AG",
                                "Urs",
                                "Keller",
                                "verkauf@alpentuch.example",
                                null,
                                null,
                                null,
                                "active",
                                null,
                                "5107440000000000097",
                                "EUR",
                                30,
                                "5107440000000016001",
                                "Net 30",
                                new BigDecimal("1338.75"),
                                new BigDecimal("1338.75"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.0"),
                                "disabled",
                                false,
                                null,
                                null,
                                "user",
                                null),
                        List.of()));
    }

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
