package app.tds.access;

import app.tds.PlainText;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what, and who was not let in: the rows of {@code etl.audit}, and a line of the log for each. */
@Component
public class Audit {

    private static final Logger log = LoggerFactory.getLogger("app.tds.audit");
    private static final int REFUSALS_A_MINUTE = 60;
    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final Clock clock;
    private long minute;
    private final Map<String, Integer> refusals = new HashMap<>();

    Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Something was done over HTTP, or tried. */
    void done(Login login, String address, String action, String outcome, @Nullable Long run) {
        note(login.name(), login.id(), address, action, outcome, run);
    }

    /** Something was done by a command on a machine. */
    public void command(String action) {
        note(System.getProperty("user.name", "?"), "command", null, action, "done", null);
    }

    /** Something was done, or tried, with a link that was sent to somebody. */
    public void link(String who, String address, String action, String outcome) {
        note(who, "link", address, action, outcome, null);
    }

    /**
     * Somebody was not let in. Anybody can be refused without end, so no more than some are noted of each login; wrong keys
     * hide no wrong password.
     */
    void refused(String who, String login, String address, String action, String why) {
        if (mayNoteOneMore(login)) {
            note(who, login, address, action, why, null);
        }
    }

    private synchronized boolean mayNoteOneMore(String login) {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            refusals.clear();
        }
        return refusals.merge(login, 1, Integer::sum) <= REFUSALS_A_MINUTE;
    }

    private void note(
            String who, String login, @Nullable String address, String action, String outcome, @Nullable Long run) {
        log.info(
                "{} ({}{}): {}: {}{}",
                plain(who),
                plain(login),
                address == null ? "" : " from " + address,
                plain(action),
                plain(outcome),
                run == null ? "" : ", run " + run);
        try {
            jdbc.sql("""
                            insert into etl.audit (at, who, login, address, action, outcome, run_id)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(Timestamp.from(clock.instant()), plain(who), plain(login))
                    .param(address)
                    .params(plain(action), plain(outcome))
                    .param(run)
                    .update();
        } catch (DataAccessException failure) {
            // What was done is done; the line above tells of it.
            log.error("the line above is not in etl.audit: {}", failure.getMessage());
        }
    }

    private static String plain(String text) {
        String line = PlainText.line(text);
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    long forget(Timestamp before) {
        return jdbc.sql("delete from etl.audit where at < ?").param(before).update();
    }
}
