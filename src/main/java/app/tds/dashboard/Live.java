package app.tds.dashboard;

import app.tds.access.Login;
import app.tds.api.Streams;
import app.tds.monitoring.Figures;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that there is something new, at most once a second, and every few seconds that the process lives.
 * One look at the database serves all pages. Then each page asks for itself, in its language and with its rights.
 */
@Component
@ConditionalOnWebApplication(type = Type.SERVLET)
class Live extends Streams<Live.Page> {

    private static final int ALIVE_EVERY = 3;

    private final Figures figures;
    private int rounds;

    Live(Figures figures) {
        super("live-pages");
        this.figures = figures;
    }

    static final class Page extends Streams.Stream {

        private String mark = "";

        Page(Login login) {
            super(login);
        }

        void tell(String now, boolean alive) {
            if (!now.equals(mark)) {
                mark = now;
                send(SseEmitter.event().name("mark").data(now, MediaType.TEXT_PLAIN));
            } else if (alive) {
                signOfLife();
            }
        }

        /** A comment would be seen by no page. */
        @Override
        protected void signOfLife() {
            send(SseEmitter.event().name("alive").data("", MediaType.TEXT_PLAIN));
        }
    }

    /** A stream that begins with how things are, so that a page which is older asks again. */
    SseEmitter begin(Login login) {
        Page page = new Page(login);
        open(page);
        send(page, () -> page.tell(figures.mark(), true));
        return page.emitter();
    }

    @Override
    protected void look(List<Page> pages, boolean signOfLife) {
        String mark = figures.mark();
        boolean alive = ++rounds % ALIVE_EVERY == 0;
        pages.forEach(page -> send(page, () -> page.tell(mark, alive)));
    }
}
