package app.tds.api;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.alarm.Severity;
import app.tds.alarm.Watches;
import app.tds.mirror.Organization;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong, as a corner of a screen shows it. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
class AlertsScreenController {

    private static final int SENTENCES = 3;
    private static final CacheControl FOR_A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(5)).cachePrivate();

    private final Integration.Known integrations;
    private final Alarms alarms;
    private final Watches watches;
    private final Clock clock;

    AlertsScreenController(Integration.Known integrations, Alarms alarms, Watches watches, Clock clock) {
        this.integrations = integrations;
        this.alarms = alarms;
        this.watches = watches;
        this.clock = clock;
    }

    /**
     * What is wrong in few words.
     *
     * @param open how many alerts go on
     * @param acknowledged how many of them somebody sees to
     * @param worst the severity of the worst; absent if there is none
     * @param sentences of the worst three
     * @param looked when somebody last looked; absent if nobody ever did
     * @param current whether that says anything about now; if not, the absence of alerts means nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScreenAnswer(
            int open,
            long acknowledged,
            @Nullable Severity worst,
            List<String> sentences,
            @Nullable Instant looked,
            boolean current) {}

    @GetMapping("/api/v1/bff/tds/{integration}/alerts")
    ResponseEntity<ScreenAnswer> alerts(@PathVariable String integration) {
        Set<String> own = integrations.named(integration).organizations().stream()
                .map(Organization::organizationId)
                .collect(Collectors.toSet());
        List<Alarm> open = alarms.open().stream()
                .filter(alarm -> alarm.organization().isEmpty() || own.contains(alarm.organization()))
                .toList();
        Instant looked = watches.lookedAt().orElse(null);
        return ResponseEntity.ok()
                .cacheControl(FOR_A_MOMENT)
                .body(new ScreenAnswer(
                        open.size(),
                        open.stream()
                                .filter(alarm -> alarm.state() == Alarm.State.ACKNOWLEDGED)
                                .count(),
                        open.isEmpty() ? null : open.get(0).severity(),
                        open.stream().limit(SENTENCES).map(Alarm::sentence).toList(),
                        looked,
                        looked != null && Watches.isRecent(looked, clock.instant())));
    }
}
