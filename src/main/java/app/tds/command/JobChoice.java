package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which jobs a command is about, and whose. */
final class JobChoice {

    @Parameters(paramLabel = "JOB", description = "which jobs, by the names of the files in jobs/; default: all")
    private List<String> jobs = new ArrayList<>();

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "only this one; default: all that are configured")
    private @Nullable String organization;

    /** As they were named; none means all. */
    List<String> jobs() {
        return jobs;
    }

    List<String> names(JobDefinitions definitions) {
        for (String job : jobs) {
            if (definitions.find(job).isEmpty()) {
                throw new WrongUsage(
                        "there is no job \"" + job + "\"; there are " + String.join(", ", definitions.names()));
            }
        }
        return jobs.isEmpty() ? List.copyOf(definitions.names()) : List.copyOf(new LinkedHashSet<>(jobs));
    }

    List<Organization> of(List<Organization> configured) {
        List<Organization> chosen = configured.stream()
                .filter(one -> organization == null || organization.equals(one.organizationId()))
                .toList();
        if (chosen.isEmpty()) {
            throw new WrongUsage(
                    organization == null
                            ? "nothing has been imported yet, so that no organization is known: run sync"
                            : "--organization: " + organization + " is not one of the configured: "
                                    + configured.stream()
                                            .map(Organization::organizationId)
                                            .toList());
        }
        return chosen;
    }
}
