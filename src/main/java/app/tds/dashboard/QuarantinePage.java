package app.tds.dashboard;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineEntries;
import app.tds.pipeline.QuarantineEntries.Entry;
import app.tds.pipeline.RunMode;
import app.tds.source.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Records that could not be used, by what is wrong with them. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class QuarantinePage {

    private static final int IN_A_FILE = 10_000;

    private final QuarantineCauses causes;
    private final QuarantineEntries entries;
    private final Companies companies;
    private final Launcher launcher;
    private final JobDefinitions jobs;
    private final List<Source> sources;
    private final JsonMapper json;

    QuarantinePage(
            QuarantineCauses causes,
            QuarantineEntries entries,
            Companies companies,
            Launcher launcher,
            JobDefinitions jobs,
            List<Source> sources,
            JsonMapper json) {
        this.causes = causes;
        this.entries = entries;
        this.companies = companies;
        this.launcher = launcher;
        this.jobs = jobs;
        this.sources = sources;
        this.json = json;
    }

    @GetMapping("/quarantine")
    String show(Model model) {
        model.addAttribute("causes", causes.all());
        model.addAttribute("organizations", companies.byId());
        return "quarantine";
    }

    /** One record, as the source sent it. */
    @GetMapping("/quarantine/{organization}/{job}/{id}")
    String record(@PathVariable String organization, @PathVariable String job, @PathVariable String id, Model model) {
        Entry entry = entries.find(organization, job, id).orElseThrow(QuarantinePage::nothing);
        String payload = entries.payload(organization, job, id).orElseThrow(QuarantinePage::nothing);
        model.addAttribute("record", QuarantinedRecord.of(entry, payload, json));
        String list = job.replaceAll(" details$", "");
        model.addAttribute("job", list);
        model.addAttribute("organization", companies.byId().get(organization));
        model.addAttribute("there", there(organization, list, id).orElse(null));
        return "quarantined";
    }

    /** The record's page at the source, where it can be corrected. */
    private Optional<URI> there(String organization, String job, String id) {
        return jobs.find(job)
                .map(JobDefinition::source)
                .flatMap(list -> sources.stream()
                        .filter(source -> source.organizationIds().contains(organization))
                        .findFirst()
                        .flatMap(source -> source.pageOf(organization, list.api(), list.path(), id)));
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
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
