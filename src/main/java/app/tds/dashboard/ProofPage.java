package app.tds.dashboard;

import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.monitoring.Figures;
import app.tds.monitoring.Figures.TieOut;
import app.tds.monitoring.MonthlyProofs;
import app.tds.monitoring.Proofs;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What was compared with the source, what differed, and until when everything is proven. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/proof")
class ProofPage {

    private static final int DIFFERENCES = 50;
    private static final int COMPARISONS = 50;
    private static final int MONTHS = 12;
    private static final int MOST_OF_MONTHS = 1_000;

    private final Proofs proofs;
    private final Figures figures;
    private final Companies companies;
    private final Launcher launcher;
    private final MonthlyProofs months;
    private final Clock clock;

    ProofPage(
            Proofs proofs, Figures figures, Companies companies, Launcher launcher, MonthlyProofs months, Clock clock) {
        this.months = months;
        this.clock = clock;
        this.proofs = proofs;
        this.figures = figures;
        this.companies = companies;
        this.launcher = launcher;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("proofs", proofs.all());
        model.addAttribute("differences", proofs.differences(DIFFERENCES));
        model.addAttribute("ties", figures.tieOuts().stream().collect(Collectors.groupingBy(TieOut::organizationId)));
        model.addAttribute("organizations", companies.byId());
        LocalDate first = clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .minusMonths(MONTHS - 1L);
        model.addAttribute(
                "months",
                months.since(first, MOST_OF_MONTHS).stream()
                        .collect(Collectors.groupingBy(MonthlyProofs.Month::organizationId)));
        return "proof";
    }

    @GetMapping("/{organization}/{job}")
    String history(@PathVariable String organization, @PathVariable String job, Model model) {
        JobRow row = companies
                .find(organization, job)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, job));
        model.addAttribute("row", row);
        model.addAttribute("organization", row.organization());
        model.addAttribute("comparisons", proofs.latest(organization, job, COMPARISONS));
        return "proof-job";
    }

    /** Every row is compared with what is kept of the source; no call is made. */
    @PostMapping("/verify")
    String verify(@RequestParam String organization, @RequestParam String job, Principal who) {
        var request = new LaunchRequest(job, organization, RunMode.VERIFY, AskedBy.person(who.getName()));
        return "redirect:/runs/" + launcher.launch(request).run().id();
    }
}
