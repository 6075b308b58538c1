package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.source.NeededLists.NeededList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZohoScopesTests {

    @ParameterizedTest
    @CsvSource({
        "books, /invoices, , ZohoBooks.invoices.READ",
        "books, /invoices/12, , ZohoBooks.invoices.READ",
        "books, bills, , ZohoBooks.bills.READ",
        "books, /settings/paymentterms, , ZohoBooks.settings.READ",
        "books, /pricebooks, settings, ZohoBooks.settings.READ",
        "books, /vendorcredits, debitnotes, ZohoBooks.debitnotes.READ",
        "inventory, /items, , ZohoInventory.items.READ",
        "inventory, /itemgroups, items, ZohoInventory.items.READ",
        "crm, /Leads, , ZohoCRM.modules.Leads.READ",
        "crm, /org, , ZohoCRM.org.READ",
        "crm, /settings/modules, , ZohoCRM.settings.READ"
    })
    void theScopeIsTheOneOfTheJobFileOrElseTheBeginningOfThePath(
            String api, String path, @Nullable String said, String scope) {
        assertThat(ZohoScopes.of(list(api, path, said))).isEqualTo(scope);
    }

    @Test
    void theOwnJobsReadWithTheScopesThatZohoDocuments() {
        assertThat(OwnScopes.all())
                .contains(
                        "ZohoBooks.settings.READ",
                        "ZohoBooks.contacts.READ",
                        "ZohoBooks.debitnotes.READ",
                        "ZohoBooks.customerpayments.READ",
                        "ZohoBooks.vendorpayments.READ",
                        "ZohoInventory.items.READ",
                        "ZohoInventory.compositeitems.READ",
                        "ZohoInventory.settings.READ")
                .doesNotContain(
                        "ZohoBooks.pricebooks.READ",
                        "ZohoBooks.vendorcredits.READ",
                        "ZohoBooks.users.READ",
                        "ZohoBooks.salespersons.READ",
                        "ZohoInventory.itemgroups.READ",
                        "ZohoInventory.locations.READ");
    }

    @Test
    void whatIsUnknownIsNotGuessed() {
        assertThatThrownBy(() -> ZohoScopes.of(list("desk", "/tickets", null))).hasMessageContaining("desk");
        assertThatThrownBy(() -> ZohoScopes.of(list("books", "/", null))).hasMessageContaining("\"/\"");
    }

    private static NeededList list(String api, String path, @Nullable String scope) {
        return new NeededList("job", "zoho", api, path, scope);
    }

    @Test
    void organizationsAreAlwaysAskedFor() {
        var lists = List.of(list("books", "/salesorders", null), list("books", "/salesorders", null));

        assertThat(ZohoScopes.of(lists)).containsExactly("ZohoBooks.salesorders.READ", "ZohoBooks.settings.READ");
    }

    @ParameterizedTest
    @CsvSource({
        "ZohoBooks.bills.READ, true",
        "ZohoBooks.bills.ALL, true",
        "ZohoBooks.fullaccess.all, true",
        "ZohoBooks.fullaccess.ALL, true",
        "'ZohoBooks.contacts.READ ZohoBooks.bills.READ', true",
        "'ZohoBooks.contacts.READ,ZohoBooks.bills.READ', true",
        "ZohoBooks.bills.CREATE, false",
        "ZohoInventory.bills.READ, false",
        "ZohoInventory.fullaccess.all, false",
        "ZohoBooks.bills, false"
    })
    void aScopeMayBePartOfAnother(String granted, boolean allows) {
        assertThat(ZohoScopes.allows(granted, "ZohoBooks.bills.READ")).isEqualTo(allows);
    }

    @Test
    void aTokenThatDoesNotSayWhatItAllowsLacksNothing() {
        assertThat(ZohoScopes.missing(" ", Set.of("ZohoBooks.bills.READ"))).isEmpty();
        assertThat(ZohoScopes.missing(
                        "ZohoBooks.bills.READ", Set.of("ZohoBooks.bills.READ", "ZohoBooks.contacts.READ")))
                .containsExactly("ZohoBooks.contacts.READ");
    }
}
