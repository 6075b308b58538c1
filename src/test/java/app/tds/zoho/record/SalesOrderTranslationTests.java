package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SalesOrderTranslationTests {

    private final SalesOrder.SalesOrderTranslation translation = new SalesOrder.SalesOrderTranslation();

    @Test
    void rowsOfBooksLackQuantities() {
        var translated = translation.translate(SampleRecords.record("books-salesorders-list.json", "salesorders", 1));

        assertThat(translated.row()).isInstanceOfSatisfying(SalesOrder.class, order -> {
            assertThat(order.salesorderNumber()).isEqualTo("SO-00017");
            assertThat(order.total()).isEqualTo("503.37");
            assertThat(order.quantity()).isNull();
            assertThat(order.shippedStatus()).isNull();
        });
    }
}
