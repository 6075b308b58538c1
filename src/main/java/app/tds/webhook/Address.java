package app.tds.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The address of a delivery: {@code /integration[/organization][/path]}.
 *
 * @param integration the integration that delivers to the address
 * @param organizationId the organization in the address, or null
 * @param path the path of a job's webhook; empty for the address that takes deliveries of all jobs
 */
record Address(String integration, @Nullable String organizationId, String path) {

    private static final String ORGANIZATION = "organization_id=";
    private static final String AN_ID = "[0-9]{1,20}";

    static Address of(String integration, String rest, String query) {
        String path = rest.startsWith("/") ? rest.substring(1) : rest;
        String first = path.split("/", 2)[0];
        if (first.matches(AN_ID)) {
            String behind = path.length() == first.length() ? "" : path.substring(first.length() + 1);
            return new Address(integration, first, behind);
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith(ORGANIZATION)) {
                return new Address(integration, pair.substring(ORGANIZATION.length()), path);
            }
        }
        return new Address(integration, null, path);
    }
}
