package app.tds.dashboard;

import app.tds.access.Login;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where open pages listen. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class LivePage {

    private final Live live;

    LivePage(Live live) {
        this.live = live;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter listen(HttpServletRequest request, HttpServletResponse response) {
        // A proxy that collects before it passes on would make every page look dead.
        response.setHeader("X-Accel-Buffering", "no");
        return live.begin(Login.of(request));
    }
}
