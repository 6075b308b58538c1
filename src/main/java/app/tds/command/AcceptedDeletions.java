package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.launch.LaunchRequest;
import app.tds.mirror.Organization;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Runs;
import app.tds.pipeline.Runs.RefusedDeletions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Full imports that refused to mark deletions, once more with a person's word that they are meant. */
@Component
class AcceptedDeletions {

    private final Runs runs;

    AcceptedDeletions(Runs runs) {
        this.runs = runs;
    }

    /**
     * The imports that the person agrees to.
     *
     * @param agrees asks the person, with the numbers
     * @throws WrongUsage if nothing was refused
     */
    List<LaunchRequest> requests(
            List<String> jobs, List<Organization> organizations, AskedBy askedBy, Predicate<String> agrees) {
        List<LaunchRequest> requests = new ArrayList<>();
        boolean refused = false;
        for (Organization organization : organizations) {
            String id = organization.organizationId();
            for (String job : jobs) {
                RefusedDeletions last = runs.refusedDeletions(id, job).orElse(null);
                refused |= last != null;
                if (last != null && agrees.test(question(job, id, last))) {
                    requests.add(LaunchRequest.acceptingDeletions(job, id, askedBy, last.rows()));
                }
            }
        }
        if (!refused) {
            throw new WrongUsage("the last full import of " + String.join(", ", jobs)
                    + " has not refused to mark deletions: there is nothing to accept. Leave --accept-deletions out");
        }
        return requests;
    }

    private static String question(String job, String organization, RefusedDeletions last) {
        return "Run " + last.runId() + " of organization " + organization + ": " + last.cause() + "\nMark up to "
                + last.rows() + " " + job + " as deleted, each only if the source does not know it any more?";
    }
}
