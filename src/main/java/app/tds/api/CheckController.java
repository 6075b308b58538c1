package app.tds.api;

import app.tds.pipeline.CheckedRecord;
import app.tds.pipeline.RecordCheck;
import app.tds.pipeline.RecordCheck.Cost;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** One record, mirror and source side by side. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/check")
class CheckController {

    private final RecordCheck check;

    CheckController(RecordCheck check) {
        this.check = check;
    }

    /**
     * Which record.
     *
     * @param job the job that mirrors it
     * @param record its number, name or id
     * @param organization needed if there are several
     * @param costOnly only says what the check would take, and asks the source nothing
     */
    record CheckRequest(
            @Nullable String job,
            @Nullable String record,
            @Nullable String organization,
            @Nullable Boolean costOnly) {}

    @PostMapping
    Object check(@RequestBody CheckRequest body) {
        if (body.job() == null || body.record() == null) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "Say job and record, such as invoices and INV-001494.");
        }
        String organization = Optional.ofNullable(body.organization()).orElseGet(this::only);
        return Boolean.TRUE.equals(body.costOnly()) ? cost(body, organization) : checked(body, organization);
    }

    private Cost cost(CheckRequest body, String organization) {
        return check.cost(Objects.requireNonNull(body.job()), organization, Objects.requireNonNull(body.record()));
    }

    private CheckedRecord checked(CheckRequest body, String organization) {
        return check.check(Objects.requireNonNull(body.job()), organization, Objects.requireNonNull(body.record()));
    }

    private String only() {
        var all = check.organizations();
        if (all.size() != 1) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "Name the organization: there are " + String.join(", ", all) + ".");
        }
        return all.get(0);
    }
}
