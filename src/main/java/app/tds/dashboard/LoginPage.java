package app.tds.dashboard;

import app.tds.access.LoginProviders;
import app.tds.access.LoginProviders.Provider;
import app.tds.access.Sessions;
import app.tds.access.Sessions.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people log in, by their password or by a link that holds a key, and out. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class LoginPage {

    private static final String FIRST_PAGE = "/";

    private final Sessions sessions;
    private final LoginProviders providers;

    LoginPage(Sessions sessions, LoginProviders providers) {
        this.sessions = sessions;
        this.providers = providers;
    }

    @ModelAttribute("providers")
    List<Provider> providers() {
        return providers.all();
    }

    @GetMapping("/login")
    String show(@RequestParam(defaultValue = FIRST_PAGE) String to, Model model) {
        model.addAttribute("to", here(to));
        return "login";
    }

    @PostMapping("/login")
    String login(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = FIRST_PAGE) String to,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Outcome outcome = sessions.begin(user, password, request, response);
        if (outcome == Outcome.BEGUN) {
            return "redirect:" + here(to);
        }
        return refused(outcome, to, model, response);
    }

    /** A key in a link is not left in the address of a page. */
    @GetMapping("/enter/{key}")
    String enter(@PathVariable String key, Model model, HttpServletRequest request, HttpServletResponse response) {
        return sessions.begin(key, request, response) == Outcome.BEGUN
                ? "redirect:" + FIRST_PAGE
                : "redirect:/login?ended";
    }

    private static String refused(Outcome outcome, String to, Model model, HttpServletResponse response) {
        boolean heard = outcome != Outcome.NOT_HEARD;
        response.setStatus(heard ? HttpStatus.UNAUTHORIZED.value() : HttpStatus.TOO_MANY_REQUESTS.value());
        model.addAttribute("to", here(to));
        model.addAttribute("refusal", heard ? "login.wrong" : "login.not-heard");
        return "login";
    }

    @PostMapping("/logout")
    String logout(HttpServletRequest request) {
        sessions.end(request);
        return "redirect:/login";
    }

    /** Only a page of this site: a link to the login leads nowhere else. */
    private static String here(String to) {
        return to.matches("/[A-Za-z0-9_.~-][A-Za-z0-9_.~/-]*") ? to : FIRST_PAGE;
    }
}
