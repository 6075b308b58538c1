package app.tds.api;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Asks for runs, and says which began and which did not. */
class Launches {

    private final Launcher launcher;

    Launches(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * The answer to a request for runs.
     *
     * @param runs that began, or go on
     * @param refused what did not, and why
     */
    record LaunchAnswer(List<Begun> runs, List<Refused> refused) {}

    /**
     * A run that began.
     *
     * @param href where to see how it goes
     */
    record Begun(long run, String job, String organization, String href) {}

    /**
     * A run that did not begin.
     *
     * @param run the one that is in the way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            String job,
            String organization,
            String reason,
            @Nullable Long run) {}

    /** Nothing of what was asked for began. */
    static final class NothingBegun extends RuntimeException {

        private final transient List<Refused> refused;
        private final LaunchRefused.Reason reason;

        private NothingBegun(List<Refused> refused, LaunchRefused first) {
            super(first.getMessage(), first);
            this.refused = refused;
            this.reason = first.reason();
        }

        List<Refused> refused() {
            return refused;
        }

        LaunchRefused.Reason reason() {
            return reason;
        }
    }

    /** 202, with the place of the run, or of the runs. */
    ResponseEntity<LaunchAnswer> launch(List<LaunchRequest> requests) {
        var begun = new ArrayList<Begun>();
        var refused = new ArrayList<Refused>();
        LaunchRefused first = null;
        for (var request : requests) {
            try {
                long run = launcher.launch(request).run().id();
                begun.add(new Begun(run, request.job(), request.organizationId(), href(run)));
            } catch (LaunchRefused refusal) {
                first = first == null ? refusal : first;
                refused.add(new Refused(
                        request.job(),
                        request.organizationId(),
                        String.valueOf(refusal.getMessage()),
                        refusal.runId()));
            }
        }
        if (begun.isEmpty() && first != null) {
            throw new NothingBegun(refused, first);
        }
        return ResponseEntity.accepted()
                .location(URI.create(begun.size() == 1 ? begun.get(0).href() : RunsController.PATH))
                .body(new LaunchAnswer(begun, refused));
    }

    static String href(long run) {
        return RunsController.PATH + "/" + run;
    }
}
