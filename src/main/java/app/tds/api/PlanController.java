package app.tds.api;

import app.tds.pipeline.Plan;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.pipeline.Plans;
import app.tds.source.Allowance;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What things would cost. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/plan")
class PlanController {

    private final Plans plans;

    PlanController(Plans plans) {
        this.plans = plans;
    }

    record PlanAnswer(List<OrganizationPlan> organizations) {}

    /**
     * What an organization's jobs cost in calls.
     *
     * @param listCallsPerDay calls a day that the schedule's lists take
     * @param proofCallsPerDay calls a day of proofs that ask the source, while nothing differs
     * @param tooMuch whether that is more than lists may ask
     * @param fullImport null until every job has had one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrganizationPlan(
            String organization,
            String name,
            @Nullable Allowance lists,
            @Nullable Allowance documents,
            long listCallsPerDay,
            long proofCallsPerDay,
            boolean tooMuch,
            @Nullable FullImport fullImport,
            List<JobPlan> jobs) {

        static OrganizationPlan of(Plan plan) {
            return new OrganizationPlan(
                    plan.organization().organizationId(),
                    plan.organization().name(),
                    plan.lists(),
                    plan.documents(),
                    plan.listCallsPerDay(),
                    plan.proofCallsPerDay(),
                    plan.tooMuch(),
                    FullImport.of(plan),
                    plan.jobs());
        }
    }

    /**
     * What it takes to list everything once.
     *
     * @param minutes null if nothing limits calls
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FullImport(long calls, @Nullable Long minutes) {

        static @Nullable FullImport of(Plan plan) {
            if (plan.jobs().stream().anyMatch(job -> job.records() == null)) {
                return null;
            }
            long calls = plan.jobs().stream().mapToLong(JobPlan::listCalls).sum();
            return new FullImport(calls, plan.minutes(calls));
        }
    }

    @GetMapping
    PlanAnswer plan(@RequestParam(required = false) @Nullable String organization) {
        var all = plans.all().stream()
                .filter(it -> organization == null
                        || it.organization().organizationId().equals(organization))
                .map(OrganizationPlan::of)
                .toList();
        if (organization != null && all.isEmpty()) {
            throw Integration.nothing("There is no organization " + organization + ".");
        }
        return new PlanAnswer(all);
    }
}
