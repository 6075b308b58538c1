package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.Secret;
import app.tds.source.NeededLists;
import app.tds.source.NeededLists.NeededList;
import app.tds.source.Priority;
import app.tds.source.SourceAccess;
import app.tds.source.SourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zoho's connections as a person deals with them. */
@Component
class ZohoAccess implements SourceAccess {

    private final ZohoConnections connections;
    private final AccessTokens tokens;
    private final ZohoClient client;
    private final List<NeededList> lists;
    private final Crm crm;
    private final JsonMapper mapper;

    ZohoAccess(
            ZohoConnections connections,
            AccessTokens tokens,
            ZohoClient client,
            NeededLists lists,
            Crm crm,
            JsonMapper mapper) {
        this.connections = connections;
        this.tokens = tokens;
        this.client = client;
        this.lists = lists.of(ZohoSource.NAME);
        this.crm = crm;
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return ZohoSource.NAME;
    }

    @Override
    public List<String> connections() {
        return connections.names();
    }

    @Override
    public List<String> scopes() {
        return List.copyOf(ZohoScopes.of(lists));
    }

    @Override
    public List<Finding> connect(String connection, Secret code) {
        Access access = tokens.connect(known(connection), code, null, null);
        return ZohoScopes.missing(access.scope(), ZohoScopes.of(lists)).stream()
                .map(scope -> new Finding(
                        connection,
                        "scope " + scope,
                        false,
                        "is missing: create a code with all scopes and connect again; until then these fail: "
                                + jobsThatNeed(scope)))
                .toList();
    }

    private String jobsThatNeed(String scope) {
        return scope.equals(ZohoScopes.ORGANIZATIONS)
                ? "all jobs"
                : lists.stream()
                        .filter(list -> ZohoScopes.of(List.of(list)).contains(scope))
                        .map(NeededList::job)
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void disconnect(String connection) {
        tokens.disconnect(known(connection));
    }

    private ZohoConnection known(String name) {
        return connections
                .named(name)
                .orElseThrow(() -> new SourceFailure.Denied(
                        "There is no connection \"" + name + "\"; there are " + connections.names() + "."));
    }

    @Override
    public List<Finding> check() {
        return connections.all().stream()
                .flatMap(connection -> new Check(connection).findings().stream())
                .toList();
    }

    /** One connection, looked at from its token to its last list. */
    private final class Check {

        private final ZohoConnection connection;
        private final List<Finding> findings = new ArrayList<>();

        Check(ZohoConnection connection) {
            this.connection = connection;
        }

        List<Finding> findings() {
            if (token() == null) {
                return findings;
            }
            Set<String> organizations = new TreeSet<>(connection.organizations());
            boolean goOn = true;
            try {
                Set<String> allowed = client.get(request("books", "/organizations", null), this::ids)
                        .value();
                well("organizations", "the user may read " + allowed);
                organizations.stream().filter(id -> !allowed.contains(id)).forEach(this::notAllowed);
                organizations.retainAll(allowed);
            } catch (SourceFailure failure) {
                goOn = worthGoingOn(failure);
            }
            if (goOn) {
                organizations.forEach(this::lists);
            }
            return findings;
        }

        private @Nullable Access token() {
            try {
                Access access = tokens.current(connection);
                well("token", "good until " + PlainTime.utc(access.expiresAt()) + " at " + access.apiDomain());
                return access;
            } catch (SourceFailure failure) {
                problem("token", String.valueOf(failure.getMessage()));
                return null;
            }
        }

        /** Without the list of organizations, their records may still be read; without a token, nothing is. */
        private boolean worthGoingOn(SourceFailure failure) {
            findings.removeIf(finding -> finding.subject().equals("token"));
            if (token() == null) {
                return false;
            }
            if (said(failure, "14|INVALID_TOKEN|AUTHENTICATION_FAILURE")) {
                findings.removeIf(finding -> finding.subject().equals("token"));
                problem("token", String.valueOf(failure.getMessage()));
                return false;
            }
            problem("organizations", failure.getMessage() + needs(failure, ZohoScopes.ORGANIZATIONS));
            return failure instanceof SourceFailure.Denied;
        }

        private void notAllowed(String organization) {
            problem(
                    "organization " + organization,
                    "the user who allowed this connection does not belong to it; correct the id in the connection's"
                            + " organizations, or connect as a user who does");
        }

        private void lists(String organization) {
            Map<String, List<NeededList>> asked = lists.stream()
                    .filter(list -> crm.has(list.api(), organization))
                    .collect(Collectors.groupingBy(
                            list -> list.api() + " " + list.path(), LinkedHashMap::new, Collectors.toList()));
            for (List<NeededList> same : asked.values()) {
                NeededList list = same.get(0);
                String jobs = same.stream().map(NeededList::job).collect(Collectors.joining(", "));
                try {
                    client.get(request(list.api(), list.path(), organization), body -> body.length);
                    well(subject(organization, jobs), "can be read");
                } catch (SourceFailure.Gone nothing) {
                    well(subject(organization, jobs), "can be read, and is empty");
                } catch (SourceFailure failure) {
                    if (said(failure, "6041")) {
                        notAllowed(organization);
                        return;
                    }
                    problem(subject(organization, jobs), failure.getMessage() + needs(failure, ZohoScopes.of(list)));
                    if (failure instanceof SourceFailure.Throttled) {
                        return;
                    }
                }
            }
        }

        private String subject(String organization, String jobs) {
            return "organization " + organization + ", " + jobs;
        }

        private ZohoRequest request(String api, String path, @Nullable String organization) {
            return new ZohoRequest(
                    connection, Priority.WEBHOOK, api, path, organization, parameters(api, organization), 0);
        }

        private Map<String, String> parameters(String api, @Nullable String organization) {
            if (organization == null) {
                return Map.of();
            }
            return Dialect.of(api) == Dialect.CRM
                    ? Map.of("per_page", "1", "page", "1", "fields", "id", "type", "AllUsers")
                    : Map.of("per_page", "1", "page", "1");
        }

        private String needs(SourceFailure failure, String scope) {
            if (!said(failure, "57|OAUTH_SCOPE_MISMATCH|NO_PERMISSION")) {
                return "";
            }
            String granted = tokens.current(connection).scope();
            return " It needs the scope " + scope
                    + (granted.isBlank() || !ZohoScopes.allows(granted, scope)
                            ? ", which this connection does not have: connect again with it."
                            : ", which this connection has; so it is the user's role in Zoho that lacks the right.");
        }

        private Set<String> ids(byte[] body) {
            try {
                Set<String> ids = new TreeSet<>();
                JsonNode all = mapper.readTree(body).path("organizations");
                all.forEach(one -> ids.add(one.path("organization_id").asString("")));
                if (all.isArray()) {
                    return ids;
                }
            } catch (JacksonException cause) {
                // Said below.
            }
            throw new ZohoClient.Unreadable("it has no \"organizations\"");
        }

        private void well(String subject, String text) {
            findings.add(new Finding(connection.name(), subject, true, text));
        }

        private void problem(String subject, String text) {
            findings.add(new Finding(connection.name(), subject, false, text));
        }
    }

    /** Whether a failure is Zoho's answer with one of these codes; {@link ZohoFailures} puts it into the message. */
    private static boolean said(SourceFailure failure, String codes) {
        return String.valueOf(failure.getMessage()).matches("(?s).*, code (" + codes + ")\\b.*");
    }
}
