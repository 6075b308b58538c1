package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.source.NeededLists.NeededList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZohoScopesTests {

    @ParameterizedTest
    @CsvSource({
        "books, /items, ZohoBooks.settings.READ",
        "books, /organizations, ZohoBooks.settings.READ",
        "books, /locations, ZohoBooks.settings.READ",
        "books, /contacts, ZohoBooks.contacts.READ",
        "books, /vendors, ZohoBooks.contacts.READ",
        "books, /vendorcredits, ZohoBooks.debitnotes.READ",
        "books, /invoices/12, ZohoBooks.invoices.READ",
        "books, /pricebooks, ZohoBooks.settings.READ",
        "books, /salespersons, ZohoBooks.settings.READ",
        "books, /settings/paymentterms, ZohoBooks.settings.READ",
        "books, /purchaseorders, ZohoBooks.purchaseorders.READ",
        "books, /vendorpayments, ZohoBooks.vendorpayments.READ",
        "books, bills, ZohoBooks.bills.READ",
        "inventory, /items, ZohoInventory.items.READ",
        "inventory, /itemdetails, ZohoInventory.items.READ",
        "inventory, /itemgroups, ZohoInventory.items.READ",
        "inventory, /compositeitems, ZohoInventory.compositeitems.READ",
        "inventory, /locations, ZohoInventory.settings.READ",
        "inventory, /settings/warehouses, ZohoInventory.settings.READ",
        "inventory, /inventoryadjustments, ZohoInventory.inventoryadjustments.READ",
        "crm, /Leads, ZohoCRM.modules.Leads.READ",
        "crm, /org, ZohoCRM.org.READ",
        "crm, /settings/modules, ZohoCRM.settings.READ"
    })
    void eachPathHasItsScope(String api, String path, String scope) {
        assertThat(ZohoScopes.of(api, path)).isEqualTo(scope);
    }

    @Test
    void whatIsUnknownIsNotGuessed() {
        assertThatThrownBy(() -> ZohoScopes.of("desk", "/tickets")).hasMessageContaining("desk");
        assertThatThrownBy(() -> ZohoScopes.of("books", "/")).hasMessageContaining("\"/\"");
    }

    @Test
    void organizationsAreAlwaysAskedFor() {
        var lists = List.of(
                new NeededList("orders", "zoho", "books", "/salesorders"),
                new NeededList("more", "zoho", "books", "/salesorders"));

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
