package app.tds.dashboard;

import app.tds.access.Role;
import app.tds.alarm.Watches;
import app.tds.launch.Nodes;
import app.tds.monitoring.Figures;
import app.tds.notification.SelfTest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page shows: its language, who looks, what may be done, and whether a process keeps the mirror up to date.
 */
@ControllerAdvice(basePackageClasses = PageModel.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
class PageModel {

    private final MessageSource messages;
    private final Assets assets;
    private final Nodes nodes;
    private final Watches watches;
    private final Figures figures;
    private final SelfTest told;
    private final Clock clock;

    PageModel(
            MessageSource messages,
            Assets assets,
            Nodes nodes,
            Watches watches,
            Figures figures,
            SelfTest told,
            Clock clock) {
        this.messages = messages;
        this.assets = assets;
        this.nodes = nodes;
        this.watches = watches;
        this.figures = figures;
        this.told = told;
        this.clock = clock;
    }

    @ModelAttribute
    void add(Model model, HttpServletRequest request, Locale locale) {
        if (request.getRequestURI().startsWith("/assets/")
                || request.getRequestURI().equals("/live")) {
            return;
        }
        fill(model, request, locale);
    }

    /** Also for what goes wrong where no page was asked for. */
    void fill(Model model, HttpServletRequest request, Locale locale) {
        model.addAttribute("say", new Wording(messages, Language.of(locale), clock.instant()));
        model.addAttribute("assets", assets);
        model.addAttribute("theme", Choice.THEME.of(request).orElse("auto"));
        model.addAttribute("path", request.getRequestURI());
        model.addAttribute("who", request.getRemoteUser());
        model.addAttribute("mayOperate", Role.OPERATOR.isHeldBy(request));
        model.addAttribute("mayAdminister", Role.ADMIN.isHeldBy(request));
        model.addAttribute("away", false);
        if (request.getRemoteUser() != null) {
            addCondition(model);
        }
    }

    /** Of a database that is away, nothing is known. */
    private void addCondition(Model model) {
        try {
            model.addAttribute("served", !nodes.serving().isEmpty());
            model.addAttribute(
                    "watched",
                    watches.lookedAt()
                            .filter(at -> Watches.isRecent(at, clock.instant()))
                            .isPresent());
            model.addAttribute("told", !told.receivers().isEmpty());
            String mark = figures.mark();
            model.addAttribute("mark", mark);
            model.addAttribute("tag", UnchangedPages.tag(mark, clock.instant()));
        } catch (DataAccessException | TransactionException away) {
            model.addAttribute("away", true);
        }
    }
}
