package app.tds.dashboard;

import app.tds.monitoring.ChangesByHour;
import app.tds.monitoring.LateDays;
import app.tds.monitoring.Moves;
import app.tds.monitoring.RecentChanges;
import app.tds.monitoring.RecentChanges.Change;
import app.tds.monitoring.RecentChanges.Version;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** What has changed lately, and two versions of a record side by side. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/changes")
class ChangesPage {

    private static final int PAGE = 50;
    private static final int VERSIONS = 100;

    private final RecentChanges changes;
    private final ChangesByHour hours;
    private final Moves moves;
    private final LateDays late;
    private final Companies companies;
    private final JsonMapper json;
    private final Clock clock;

    ChangesPage(
            RecentChanges changes,
            ChangesByHour hours,
            Moves moves,
            LateDays late,
            Companies companies,
            JsonMapper json,
            Clock clock) {
        this.changes = changes;
        this.hours = hours;
        this.moves = moves;
        this.late = late;
        this.clock = clock;
        this.companies = companies;
        this.json = json;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
        List<Change> found = changes.latest(before, PAGE + 1);
        model.addAttribute("changes", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).sequence() : null);
        model.addAttribute("organizations", companies.byId());
        boolean first = before == Long.MAX_VALUE;
        model.addAttribute("maps", first ? maps() : Map.of());
        model.addAttribute("moves", first ? by(moves.largest(), Moves.Move::organizationId) : Map.of());
        model.addAttribute("late", first ? by(late.all(), LateDays.Day::organizationId) : Map.of());
        return "changes";
    }

    private static <T> Map<String, List<T>> by(List<T> rows, Function<T, String> organization) {
        return rows.stream().collect(Collectors.groupingBy(organization, TreeMap::new, Collectors.toList()));
    }

    /** By organization. */
    private Map<String, HeatMap> maps() {
        Instant now = clock.instant();
        return hours.since(HeatMap.first(now)).stream()
                .collect(Collectors.groupingBy(
                        ChangesByHour.Hour::organizationId,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), it -> HeatMap.of(it, now))));
    }

    /** Without a choice, the newest version beside the one before it. */
    @GetMapping("/{organization}/{id}")
    String record(
            @PathVariable String organization,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        List<Version> versions = changes.versions(organization, id, VERSIONS);
        if (versions.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Version newer = chosen(versions, after, versions.get(0));
        Version older = chosen(versions, before, previous(versions, newer));
        model.addAttribute("organization", companies.byId().get(organization));
        model.addAttribute("organizationId", organization);
        model.addAttribute("id", id);
        model.addAttribute("versions", versions);
        model.addAttribute("newer", newer);
        model.addAttribute("older", older);
        model.addAttribute(
                "comparison",
                Comparison.of(
                        json.readTree(changes.document(organization, id, older)),
                        json.readTree(changes.document(organization, id, newer))));
        return "record";
    }

    private static Version chosen(List<Version> versions, String hash, Version otherwise) {
        return hash.isEmpty()
                ? otherwise
                : versions.stream()
                        .filter(it -> it.hash().equals(hash))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The version before it from the same list or call; itself if it is the first. */
    private static Version previous(List<Version> versions, Version of) {
        return versions.stream()
                .skip(versions.indexOf(of) + 1L)
                .filter(it -> Objects.equals(it.resource(), of.resource()))
                .findFirst()
                .orElse(of);
    }
}
