package app.tds.webhook;

import app.tds.pipeline.Notices;
import app.tds.pipeline.Run;
import app.tds.source.SourceRecord;
import app.tds.source.SourceWebhooks;
import app.tds.webhook.Inbox.Content;
import app.tds.webhook.Inbox.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The bodies of the deliveries that a run works off. Unsigned deliveries have none, since anybody may have sent them. */
@Component
class InboxNotices implements Notices {

    private final Inbox inbox;
    private final WebhookSettings settings;
    private final List<SourceWebhooks> integrations;

    InboxNotices(Inbox inbox, WebhookSettings settings, List<SourceWebhooks> integrations) {
        this.inbox = inbox;
        this.settings = settings;
        this.integrations = integrations;
    }

    @Override
    public Map<String, List<SourceRecord>> documents(Run run, String key, Collection<String> sourceIds) {
        if (settings.unsigned()) {
            return Map.of();
        }
        Map<String, List<SourceRecord>> documents = new HashMap<>();
        Set<String> others = new HashSet<>();
        for (Content content : inbox.taken(new Group(run.organizationId(), run.job()), sourceIds)) {
            for (String id : content.ids()) {
                List<SourceRecord> own = own(content, id, key);
                documents.computeIfAbsent(id, unknown -> new ArrayList<>()).addAll(own);
                if (own.isEmpty()) {
                    others.add(id);
                }
            }
        }
        documents.keySet().removeAll(others);
        documents.keySet().retainAll(sourceIds);
        return documents;
    }

    /** The document of this record, if the document has a modification time. */
    private List<SourceRecord> own(Content content, String id, String key) {
        if (content.body() == null || content.modifiedAt() == null) {
            return List.of();
        }
        var delivery = content.delivery();
        return integrations.stream()
                .filter(webhooks -> webhooks.name().equals(content.source()))
                .flatMap(webhooks -> webhooks.documents(delivery, key).stream())
                .filter(document -> id.equals(document.sourceId()))
                .map(document -> new SourceRecord(id, content.modifiedAt(), document.json(), document.fingerprint()))
                .toList();
    }
}
