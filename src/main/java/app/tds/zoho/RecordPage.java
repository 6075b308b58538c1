package app.tds.zoho;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The page of a record in Zoho's own screens, of those whose addresses are known. */
final class RecordPage {

    private static final String ACCOUNTS = "accounts.";
    private static final Set<String> LISTS =
            Set.of("/invoices", "/salesorders", "/purchaseorders", "/bills", "/contacts");

    private RecordPage() {}

    /**
     * Where a browser shows a record.
     *
     * @param accounts the accounts server of the connection: records are shown in the same data centre
     * @param path of the list that the record is in
     */
    static Optional<URI> of(URI accounts, String api, String organizationId, String path, String id) {
        boolean known = Arrays.stream(DataCenter.values())
                .anyMatch(center -> center.accountsUrl().getHost().equals(accounts.getHost()));
        return known && api.equals("books") && LISTS.contains(path) && (organizationId + id).matches("[0-9]+")
                ? Optional.of(URI.create("https://books."
                        + accounts.getHost().substring(ACCOUNTS.length()) + "/app/" + organizationId + "#" + path + "/"
                        + id))
                : Optional.empty();
    }
}
