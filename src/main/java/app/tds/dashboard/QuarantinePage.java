package app.tds.dashboard;

import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineEntries;
import app.tds.pipeline.RunMode;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Records that could not be used, by what is wrong with them. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class QuarantinePage {

    private static final int IN_A_FILE = 10_000;

    private final QuarantineCauses causes;
    private final QuarantineEntries entries;
    private final Companies companies;
    private final Launcher launcher;

    QuarantinePage(QuarantineCauses causes, QuarantineEntries entries, Companies companies, Launcher launcher) {
        this.causes = causes;
        this.entries = entries;
        this.companies = companies;
        this.launcher = launcher;
    }

    @GetMapping("/quarantine")
    String show(Model model) {
        model.addAttribute("causes", causes.all());
        model.addAttribute("organizations", companies.byId());
        return "quarantine";
    }

    /** The first records of all causes, for a spreadsheet. */
    @GetMapping("/quarantine/records.csv")
    ResponseEntity<String> file() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("quarantine.csv")
                                .build()
                                .toString())
                .body(QuarantineFile.of(entries.page(null, null, "", IN_A_FILE)));
    }

    /** Translates again what is kept, and makes no call. */
    @PostMapping("/quarantine/retry")
    String retry(@RequestParam String organization, @RequestParam String job, Principal who) {
        var request = new LaunchRequest(job, organization, RunMode.RETRY, AskedBy.person(who.getName()));
        return "redirect:/runs/" + launcher.launch(request).run().id();
    }
}
