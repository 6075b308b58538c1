package app.tds.api;

import app.tds.access.Login;
import app.tds.event.Events.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What has changed, for those who want to know at once. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
class EventsController {

    private final EventStream stream;

    EventsController(EventStream stream) {
        this.stream = stream;
    }

    /**
     * @param event the names wanted; all without it
     * @param lastEventId the last event known; without it, only what is published from now on
     */
    @GetMapping(path = "/api/v1/tds/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @RequestParam(defaultValue = "") Set<String> event,
            @RequestParam(required = false) @Nullable String organization,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request) {
        return stream.after(lastEventId, new Filter(event, organization), Login.of(request));
    }
}
