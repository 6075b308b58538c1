package app.tds.zoho;

import app.tds.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Zoho; {@link ZohoCheck} has looked at it before anything reads it.
 *
 * <p>The five settings of a connection are either here, for the connection called {@code default}, or under
 * {@code connections}, by name.
 *
 * @param dataCenter key of the account's data centre
 * @param accountsUrl overrides the data centre's accounts server
 * @param clientId of the client registered in Zoho's API console
 * @param clientSecret of that client
 * @param refreshToken of the user whose data is read; not needed if the connection is made by {@code connect}
 * @param organizations ids
 * @param crmOrganizations those whose CRM is mirrored: calls to CRM name no organization, and reach that of the token's user
 * @param connections further connections, by name
 * @param roots path of each product's API
 * @param callsPerMinute Zoho's limit per organization, of which a margin is left; 0 means no limit
 * @param callsInFlight at the same time per organization, over all nodes; 0 means no limit
 * @param reservedShare of the day's calls, left to the company's other software
 * @param connectTimeout until a connection stands
 * @param readTimeout between two pieces of an answer
 * @param answerTimeout until an answer is complete
 * @param maxAnswerBytes an answer larger than this is not read
 * @param retryDelay before the first repeat of a call that failed; doubles with each further one
 * @param recordCalls a folder for requests and answers, masked; null to write none
 */
@ConfigurationProperties("tds.zoho")
record ZohoSettings(
        @DefaultValue("us") String dataCenter,
        @Nullable URI accountsUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") Secret clientSecret,
        @Nullable Secret refreshToken,
        @DefaultValue List<String> organizations,
        @DefaultValue List<String> crmOrganizations,
        @DefaultValue Map<String, Connection> connections,
        @Nullable Map<String, String> roots,
        @DefaultValue("100") int callsPerMinute,
        @DefaultValue("5") int callsInFlight,
        @DefaultValue("0.1") double reservedShare,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("90s") Duration answerTimeout,
        @DefaultValue("33554432") int maxAnswerBytes,
        @DefaultValue("500ms") Duration retryDelay,
        @Nullable Path recordCalls) {

    private static final Map<String, String> ROOTS =
            Map.of("books", "/books/v3", "inventory", "/inventory/v1", "crm", "/crm/v8");

    /** The names of Zoho's products in job files. */
    static final Set<String> PRODUCTS = new TreeSet<>(ROOTS.keySet());

    /** One of several connections. */
    record Connection(
            @DefaultValue("us") String dataCenter,
            @Nullable URI accountsUrl,
            @DefaultValue("") String clientId,
            @DefaultValue("") Secret clientSecret,
            @Nullable Secret refreshToken,
            @DefaultValue List<String> organizations) {

        private ZohoConnection named(String name) {
            URI accounts = accountsUrl != null
                    ? accountsUrl
                    : DataCenter.of(dataCenter).orElseThrow().accountsUrl();
            Secret token = refreshToken == null || refreshToken.value().isBlank() ? null : refreshToken;
            return new ZohoConnection(name, accounts, clientId, clientSecret, token, organizations);
        }
    }

    /** All connections; the one that is set here is called {@code default}. */
    List<ZohoConnection> all() {
        List<ZohoConnection> all = new ArrayList<>();
        if (!clientId.isBlank()) {
            all.add(new Connection(dataCenter, accountsUrl, clientId, clientSecret, refreshToken, organizations)
                    .named("default"));
        }
        connections.forEach((name, connection) -> all.add(connection.named(name)));
        return List.copyOf(all);
    }

    /** The path of a product's API. */
    String root(String api) {
        String root = roots == null ? null : roots.get(api);
        if (root == null) {
            root = ROOTS.get(api);
        }
        if (root == null) {
            throw new IllegalArgumentException("no Zoho product is called \"" + api + "\"; use one of " + PRODUCTS);
        }
        return root;
    }
}
