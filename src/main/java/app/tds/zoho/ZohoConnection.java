package app.tds.zoho;

import app.tds.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way into Zoho: a client, a user who has allowed the client to read, and the organizations that are read.
 *
 * @param name of the connection
 * @param accounts the configured accounts server; the connection's own is known once it was made
 * @param clientId of the client registered in Zoho's API console
 * @param clientSecret of that client
 * @param refreshToken the configured one, if any; otherwise the one that connecting brought
 * @param organizations ids
 */
record ZohoConnection(
        String name,
        URI accounts,
        String clientId,
        Secret clientSecret,
        @Nullable Secret refreshToken,
        List<String> organizations) {}
