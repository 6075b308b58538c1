package app.tds.dashboard;

import app.tds.pipeline.CheckedRecord;
import app.tds.pipeline.RecordCheck;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One record, mirror and Zoho side by side: first what that costs, then field by field. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/check")
public class CheckPage {

    private final RecordCheck check;
    private final Companies companies;

    CheckPage(RecordCheck check, Companies companies) {
        this.check = check;
        this.companies = companies;
    }

    @GetMapping
    String cost(@RequestParam String organization, @RequestParam String job, @RequestParam String record, Model model) {
        say(organization, job, record, model);
        model.addAttribute("cost", check.cost(job, organization, record.strip()));
        return "check";
    }

    @PostMapping
    String check(
            @RequestParam String organization, @RequestParam String job, @RequestParam String record, Model model) {
        say(organization, job, record, model);
        model.addAttribute("checked", check.check(job, organization, record.strip()));
        return "check";
    }

    /** How a state looks. */
    public static String shape(CheckedRecord.State state) {
        return switch (state) {
            case EQUAL, GONE -> "completed";
            case ON_ITS_WAY, SOURCE_LAGS -> "waiting";
            case DIFFERENT -> "failed";
        };
    }

    private void say(String organization, String job, String record, Model model) {
        model.addAttribute("organization", companies.byId().get(organization));
        model.addAttribute("organizationId", organization);
        model.addAttribute("job", job);
        model.addAttribute("record", record.strip());
    }
}
