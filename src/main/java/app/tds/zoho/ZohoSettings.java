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
 * @param dataCenter Data centre of the account: us, eu, in, au, jp, ca, sa, cn
 * @param accountsUrl Address of the accounts server, instead of the data centre's
 * @param clientId Client id from Zoho's API console; required
 * @param clientSecret Client secret from Zoho's API console; required
 * @param refreshToken Refresh token, if there is one already; without it, make the connection with: connect
 * @param organizations Ids of the organizations to mirror, separated by commas; required
 * @param crmOrganizations Ids of the organizations whose CRM is mirrored too, at most one of each connection; without
 *     any, the jobs of CRM are off
 * @param connections Client id of a further connection, whose name is part of the variable. Its other settings end with
 *     _CLIENT_SECRET, _DATA_CENTER, _ORGANIZATIONS, _REFRESH_TOKEN and _ACCOUNTS_URL. The variables above are the
 *     connection "default"
 * @param roots Path of each product's API
 * @param callsPerMinute Zoho's limit of calls a minute for one organization, of which a margin is left; 0 is no limit
 * @param callsInFlight Calls in progress at the same time for one organization, over all nodes; 0 is no limit
 * @param reservedShare Share of the day's calls that is left to the company's other software, 0 to 0.99
 * @param connectTimeout Time until a connection stands
 * @param readTimeout Time between two pieces of an answer
 * @param answerTimeout Time until an answer is complete
 * @param maxAnswerBytes Bytes above which an answer is not read
 * @param retryDelay Time before the first repeat of a failed call; doubles with each further one
 * @param recordCalls Folder for a file of every request and answer, texts masked, to look into one problem; nothing
 *     deletes the files
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
