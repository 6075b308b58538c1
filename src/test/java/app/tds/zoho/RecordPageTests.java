package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RecordPageTests {

    private static final URI EUROPE = URI.create("https://accounts.zoho.eu");

    @Test
    void aDocumentIsShownInBooksInTheDataCentreOfItsAccount() {
        assertThat(RecordPage.of(EUROPE, "books", "60001", "/invoices", "4600"))
                .hasValue(URI.create("https://books.zoho.eu/app/60001#/invoices/4600"));
    }

    @Test
    void whereNoAddressIsKnownThereIsNone() {
        assertThat(RecordPage.of(EUROPE, "inventory", "60001", "/items", "4600"))
                .isEmpty();
        assertThat(RecordPage.of(EUROPE, "books", "60001", "/settings/taxes", "4600"))
                .isEmpty();
        assertThat(RecordPage.of(EUROPE, "books", "60001", "/invoices", "4600/../7"))
                .isEmpty();
        assertThat(RecordPage.of(URI.create("http://127.0.0.1:8080"), "books", "60001", "/invoices", "4600"))
                .isEmpty();
    }
}
