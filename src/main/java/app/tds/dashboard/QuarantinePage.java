package app.tds.dashboard;

import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.RunMode;
import java.security.Principal;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Records that could not be used, by what is wrong with them. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class QuarantinePage {

    private final QuarantineCauses causes;
    private final Companies companies;
    private final Launcher launcher;

    QuarantinePage(QuarantineCauses causes, Companies companies, Launcher launcher) {
        this.causes = causes;
        this.companies = companies;
        this.launcher = launcher;
    }

    @GetMapping("/quarantine")
    String show(Model model) {
        model.addAttribute("causes", causes.all());
        model.addAttribute("organizations", companies.byId());
        return "quarantine";
    }

    /** Translates again what is kept, and makes no call. */
    @PostMapping("/quarantine/retry")
    String retry(@RequestParam String organization, @RequestParam String job, Principal who) {
        var request = new LaunchRequest(job, organization, RunMode.RETRY, AskedBy.person(who.getName()));
        return "redirect:/runs/" + launcher.launch(request).run().id();
    }
}
