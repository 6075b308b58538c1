package app.tds.zoho;

import app.tds.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * An access token and where it is good.
 *
 * @param token for the header {@code Authorization: Zoho-oauthtoken …}
 * @param apiDomain the address of the API in the token's data centre, as Zoho named it
 * @param scope what the token allows, separated by spaces; may be empty, since some answers do not say
 * @param expiresAt when Zoho stops accepting it
 */
record Access(Secret token, URI apiDomain, String scope, Instant expiresAt) {}
