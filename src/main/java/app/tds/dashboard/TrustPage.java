package app.tds.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: whether the numbers can be trusted, and until when. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class TrustPage {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Companies companies;
    private final Clock clock;
    private volatile @Nullable Seen seen;

    TrustPage(Companies companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    private record Seen(List<Company> companies, Instant at) {}

    /** While the database is away, what was last seen, which says so. */
    @GetMapping("/")
    String show(Model model) {
        Instant now = clock.instant();
        try {
            seen = new Seen(companies.all(), now);
        } catch (DataAccessException | TransactionException away) {
            Seen last = seen;
            if (last == null || last.at().isBefore(now.minus(REMEMBERED))) {
                throw away;
            }
            model.addAttribute("away", true);
            model.addAttribute("seenAt", last.at());
        }
        Seen shown = seen;
        model.addAttribute("companies", shown == null ? List.of() : shown.companies());
        return "trust";
    }
}
