package app.tds.api;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * An integration as a path names it, with what belongs to it.
 *
 * @param name such as {@code zoho}
 */
record Integration(String name, List<JobDefinition> jobs, List<Organization> organizations) {

    /** All there are. */
    static class Known {

        private final JobDefinitions jobs;
        private final Organizations organizations;

        Known(JobDefinitions jobs, Organizations organizations) {
            this.jobs = jobs;
            this.organizations = organizations;
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
                            .toList());
        }
    }

    /** The one of this id, or all if none is named. */
    List<Organization> organizations(@Nullable String id) {
        var named = organizations.stream()
                .filter(it -> id == null || it.organizationId().equals(id))
                .toList();
        if (named.isEmpty()) {
            throw nothing(
                    id == null
                            ? "No organization of " + name + " is known yet."
                            : "There is no organization " + id + " of " + name + ".");
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

    static ResponseStatusException nothing(String sentence) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, sentence);
    }
}
