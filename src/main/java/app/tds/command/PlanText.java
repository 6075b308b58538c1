package app.tds.command;

import app.tds.PlainTime;
import app.tds.mirror.Organization;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.source.Allowance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plan as a person reads it; times are the organization's own. */
final class PlanText {

    private static final List<String> HEADINGS = List.of(
            "job",
            "records",
            "list calls",
            "calls/day",
            "documents",
            "document calls",
            "waiting",
            "waiting calls",
            "complete by");
    private static final List<String> NARROW =
            List.of("job", "records", "list calls", "calls/day", "waiting", "complete by");

    private static final String NEVER = "never at this pace";

    private final Plan plan;
    private final Wide wide;

    PlanText(Plan plan, Wide wide) {
        this.plan = plan;
        this.wide = wide;
    }

    List<String> lines(List<String> chosen) {
        List<JobPlan> jobs =
                plan.jobs().stream().filter(job -> chosen.contains(job.job())).toList();
        List<String> lines = new ArrayList<>();
        Organization organization = plan.organization();
        lines.add("Organization " + organization.organizationId() + ", " + organization.name() + ": " + quota());
        lines.add("");
        lines.addAll(TextTable.of(wide.of(rows(jobs), NARROW), "records", wide.isWide() ? "waiting calls" : "waiting"));
        if (jobs.stream().anyMatch(JobPlan::apart)) {
            lines.add("");
            lines.add("Calls of the jobs of CRM are credits of CRM's own: about "
                    + SummaryTable.number(plan.callsApartPerDay()) + " a day for lists. They are not in the sums.");
        }
        lines.add("");
        lines.add("A full import: " + fullImport(counted(jobs)));
        if (jobs.stream().anyMatch(job -> job.documents() > 0)) {
            lines.add("Its complete documents: " + documents(jobs));
        }
        if (plan.proofCallsPerDay() > 0) {
            lines.add("Proofs that ask the source: about " + SummaryTable.number(plan.proofCallsPerDay())
                    + " calls a day while nothing differs.");
        }
        if (plan.lists() != null && plan.tooMuch()) {
            lines.add("The schedule's lists take " + SummaryTable.number(plan.listCallsPerDay())
                    + " calls a day, and only "
                    + SummaryTable.number(plan.lists().perDay() - plan.lists().kept())
                    + " are theirs: let the costliest run less often (schedule.delta in jobs/), or book more calls.");
        }
        lines.add("");
        return lines;
    }

    private String quota() {
        Allowance lists = plan.lists();
        Allowance documents = plan.documents();
        return lists == null || documents == null
                ? "how many calls it has is known after the first one."
                : "%s calls a day, of which %s are for lists and %s for documents; %s are left until %s."
                        .formatted(
                                SummaryTable.number(lists.perDay()),
                                SummaryTable.number(lists.perDay() - lists.kept()),
                                SummaryTable.number(documents.perDay() - documents.kept()),
                                SummaryTable.number(lists.left()),
                                time(lists.renewedAt()));
    }

    private List<List<String>> rows(List<JobPlan> jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (JobPlan job : jobs) {
            rows.add(List.of(
                    job.job(),
                    job.records() == null ? "unknown" : SummaryTable.number(job.records()),
                    SummaryTable.number(job.listCalls()),
                    SummaryTable.number(job.listCallsPerDay()),
                    SummaryTable.number(job.documents()),
                    SummaryTable.number(job.documentCalls()),
                    SummaryTable.number(job.waiting()),
                    SummaryTable.number(job.waitingCalls()),
                    job.waiting() == 0 ? "" : completeBy(job)));
        }
        rows.add(List.of(
                "all",
                sum(jobs, job -> job.records() == null ? 0 : job.records()),
                sum(counted(jobs), JobPlan::listCalls),
                sum(counted(jobs), JobPlan::listCallsPerDay),
                sum(jobs, JobPlan::documents),
                sum(jobs, JobPlan::documentCalls),
                sum(jobs, JobPlan::waiting),
                sum(jobs, JobPlan::waitingCalls),
                ""));
        return rows;
    }

    private static List<JobPlan> counted(List<JobPlan> jobs) {
        return jobs.stream().filter(job -> !job.apart()).toList();
    }

    private String fullImport(List<JobPlan> jobs) {
        if (jobs.stream().anyMatch(job -> job.records() == null)) {
            return "what it takes is known after the first one.";
        }
        long calls = jobs.stream().mapToLong(JobPlan::listCalls).sum();
        Long minutes = plan.minutes(calls);
        return SummaryTable.number(calls) + " calls" + (minutes == null ? "." : ", about " + minutes + " min.");
    }

    private String documents(List<JobPlan> jobs) {
        List<JobPlan> detailed =
                jobs.stream().filter(job -> job.documents() > 0).toList();
        String calls = sum(detailed, JobPlan::documentCalls) + " calls; begun now, complete by about ";
        if (detailed.stream().anyMatch(job -> job.afreshBy() == null)) {
            return calls + orNever(null) + ".";
        }
        return calls
                + detailed.stream()
                        .map(job -> Objects.requireNonNull(job.afreshBy()))
                        .max(Comparator.naturalOrder())
                        .map(this::time)
                        .orElseThrow()
                + ".";
    }

    private static String sum(List<JobPlan> jobs, Function<JobPlan, Long> number) {
        return SummaryTable.number(jobs.stream().mapToLong(number::apply).sum());
    }

    private String completeBy(JobPlan job) {
        Instant by = job.completeBy();
        return by == null ? NEVER : wide.minute(by, plan.organization().timeZone());
    }

    private String orNever(@Nullable Instant instant) {
        return instant == null ? NEVER : time(instant);
    }

    private String time(Instant instant) {
        return PlainTime.in(plan.organization().timeZone(), instant.truncatedTo(ChronoUnit.MINUTES));
    }
}
