package app.tds.dashboard;

import app.tds.notification.SelfTest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Who is told of alerts, and whether that works. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class ReceiversPage {

    private final SelfTest test;

    ReceiversPage(SelfTest test) {
        this.test = test;
    }

    @GetMapping("/alerts/receivers")
    String show(Model model) {
        model.addAttribute("ways", test.ways());
        return "alert-receivers";
    }

    /** By the same ways as a real alert; what became of the test is what the page then shows. */
    @PostMapping("/alerts/receivers/test")
    String test() {
        test.test(test.receivers());
        return "redirect:/alerts/receivers";
    }
}
