package app.tds.webhook;

import app.tds.source.SourceWebhooks;
import app.tds.webhook.Inbox.Content;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks again at deliveries that no job recognized when they came, since the job files may have changed. */
@Component
class Unrecognized {

    private static final int SOME = 100;

    private static final Logger log = LoggerFactory.getLogger(Unrecognized.class);

    private final Inbox inbox;
    private final Filing filing;
    private final List<SourceWebhooks> integrations;

    Unrecognized(Inbox inbox, Filing filing, List<SourceWebhooks> integrations) {
        this.inbox = inbox;
        this.filing = filing;
        this.integrations = integrations;
    }

    /** Files the deliveries that a job recognizes now. */
    void fileAgain() {
        int recognized = 0;
        List<Inbox.Unrecognized> some = inbox.unrecognized(0, SOME);
        while (!some.isEmpty()) {
            recognized += some.stream().mapToInt(this::fileAgain).sum();
            some = inbox.unrecognized(some.get(some.size() - 1).id(), SOME);
        }
        if (recognized > 0) {
            log.info("{} webhooks that no job had recognized are recognized now", recognized);
        }
    }

    private int fileAgain(Inbox.Unrecognized row) {
        Content content = row.content();
        var delivery = content.delivery();
        for (SourceWebhooks webhooks : integrations) {
            if (webhooks.name().equals(content.source())) {
                List<InboxRow> rows = filing.file(webhooks, delivery, row.entity(), Set.of(row.organizationId()));
                if (rows.get(0).problem() == null) {
                    inbox.replace(row.id(), rows);
                    return 1;
                }
            }
        }
        return 0;
    }
}
