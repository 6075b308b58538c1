package app.tds.api;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.Integrations;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * An integration as a path names it, with what belongs to it.
 *
 * @param name such as {@code zoho}
 * @param configured ids of organizations, whether they have been read yet or not
 */
record Integration(String name, List<JobDefinition> jobs, List<Organization> organizations, Set<String> configured) {

    /** All there are. */
    static class Known {

        private final JobDefinitions jobs;
        private final Organizations organizations;
        private final Integrations configured;

        Known(JobDefinitions jobs, Organizations organizations, Integrations configured) {
            this.jobs = jobs;
            this.organizations = organizations;
            this.configured = configured;
        }

        Integration named(String name) {
            var ofIt = jobs.all().stream()
                    .filter(job -> job.source().integration().equals(name))
                    .toList();
            if (ofIt.isEmpty()) {
                throw nothing("There is no integration \"" + name + "\".");
            }
            return new Integration(
                    name,
                    ofIt,
                    organizations.all().stream()
                            .filter(organization -> organization.source().equals(name))
                            .toList(),
                    configured.organizationIds());
        }
    }

    /** The one of this id, or all if none is named. */
    List<Organization> organizations(@Nullable String id) {
        var named = organizations.stream()
                .filter(it -> id == null || it.organizationId().equals(id))
                .toList();
        if (named.isEmpty()) {
            throw id == null || configured.contains(id)
                    ? new NotYetKnown(name)
                    : nothing("There is no organization " + id + " of " + name + ".");
        }
        return named;
    }

    /** Those of these names, or all if none is named. */
    List<String> jobs(@Nullable List<String> names) {
        var known = jobs.stream().map(JobDefinition::name).toList();
        if (names == null || names.isEmpty()) {
            return known;
        }
        names.stream().filter(it -> !known.contains(it)).findFirst().ifPresent(unknown -> {
            throw nothing(
                    "There is no job \"" + unknown + "\" of " + name + "; there are " + String.join(", ", known) + ".");
        });
        return names;
    }

    /** A process that has just started asks the integration for its organizations first. */
    static final class NotYetKnown extends ResponseStatusException {

        private static final String SOON = "5";

        NotYetKnown(String integration) {
            super(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The organizations of " + integration
                            + " have not been read yet. Try again in a moment; if this stays,"
                            + " test-connection says why.");
            getHeaders().set(HttpHeaders.RETRY_AFTER, SOON);
        }
    }

    static ResponseStatusException nothing(String sentence) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, sentence);
    }
}
