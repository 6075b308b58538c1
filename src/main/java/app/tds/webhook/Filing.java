package app.tds.webhook;

import app.tds.RecordIds;
import app.tds.Sha256;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Webhook;
import app.tds.jobs.JobDefinitions;
import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookDelivery;
import app.tds.source.WebhookNotice;
import app.tds.source.WebhookNotice.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides whose records a genuine delivery names. A delivery that no job recognizes is kept all the same. */
@Component
class Filing {

    private static final Logger log = LoggerFactory.getLogger(Filing.class);

    /**
     * A parameter in the address: the records have been deleted. The modification time in the document is then left out.
     * Otherwise the delivery would look like that of the last edit.
     */
    static final String DELETION = "event=deleted";

    /** One delivery has at most this many other records fetched; the next delta finds the others. */
    static final int MOST_MOVED = 500;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final JobDefinitions jobs;

    Filing(JobDefinitions jobs) {
        this.jobs = jobs;
    }

    /** A job, the document that names its records, and their ids. */
    private record Match(JobDefinition job, Document document, List<String> ids) {}

    /**
     * The rows that a delivery becomes: the delivery itself, and records that the delivery changes elsewhere.
     *
     * @param path the end of the address; empty for the address of all jobs
     * @param organizations the organizations that the delivery can belong to
     */
    List<InboxRow> file(SourceWebhooks webhooks, WebhookDelivery delivery, String path, Set<String> organizations) {
        WebhookNotice notice = webhooks.read(delivery);
        String organization = organization(notice, organizations);
        List<InboxRow> rows = new ArrayList<>();
        Optional<Probe> probe = Probe.in(notice).filter(it -> isAddress(webhooks.name(), path));
        if (probe.isPresent() && !organization.isEmpty()) {
            rows.add(row(
                    webhooks,
                    delivery,
                    organization,
                    "",
                    Probe.NAME,
                    List.of(probe.get().id()),
                    null,
                    null));
            return rows;
        }
        Match match = match(webhooks.name(), path, notice.documents());
        if (match == null || organization.isEmpty()) {
            rows.add(row(
                    webhooks, delivery, organization, "", name(notice, path), List.of(), null, problem(notice, match)));
            return rows;
        }
        Document document = match.document();
        rows.add(row(
                webhooks, delivery, organization, match.job().name(), name(notice, path), match.ids(), document, null));
        String moved = Objects.requireNonNull(match.job().webhook()).moves();
        if (moved != null) {
            jobs.find(moved)
                    .map(job -> ofLines(job, document))
                    .filter(ids -> !ids.isEmpty())
                    .ifPresent(ids -> {
                        InboxRow follows =
                                row(webhooks, delivery, organization, moved, name(notice, path), ids, document, null);
                        rows.add(follows.withoutBody());
                    });
        }
        return rows;
    }

    /** Whether deliveries about this job come to this path. */
    private boolean isAddress(String integration, String path) {
        return jobs.all().stream()
                .anyMatch(job -> job.webhook() != null
                        && job.source().integration().equals(integration)
                        && job.webhook().path().equals(path));
    }

    /** The organization that the delivery names, if its secret fits; else the only organization whose secret fits. */
    private static String organization(WebhookNotice notice, Set<String> organizations) {
        String named = notice.organizationId();
        if (named != null) {
            return organizations.contains(named) ? named : "";
        }
        return organizations.size() == 1 ? organizations.iterator().next() : "";
    }

    /** The job of the address is tried first. The name of the document says more than the address. */
    private @Nullable Match match(String integration, String path, List<Document> documents) {
        List<JobDefinition> ofPath = new ArrayList<>();
        List<JobDefinition> others = new ArrayList<>();
        for (JobDefinition job : jobs.all()) {
            Webhook webhook = job.webhook();
            if (webhook != null && job.source().integration().equals(integration)) {
                (webhook.path().equals(path) ? ofPath : others).add(job);
            }
        }
        return Stream.of(ofPath, others)
                .flatMap(List::stream)
                .flatMap(job -> documents.stream()
                        .filter(document -> roots(job).contains(document.root()))
                        .map(document -> new Match(job, document, ids(job, document))))
                .filter(match -> !match.ids().isEmpty())
                .findFirst()
                .or(() -> ofPath.stream()
                        .flatMap(job -> documents.stream()
                                .map(document -> new Match(job, document, own(job, document)))
                                .filter(match -> !match.ids().isEmpty()))
                        .findFirst())
                .orElse(null);
    }

    private static List<String> roots(JobDefinition job) {
        return Objects.requireNonNull(job.webhook()).roots();
    }

    private static List<String> ids(JobDefinition job, Document document) {
        List<String> own = own(job, document);
        return own.isEmpty() ? ofLines(job, document) : own;
    }

    private static List<String> own(JobDefinition job, Document document) {
        return ids(job, List.of(document.values()));
    }

    private static List<String> ofLines(JobDefinition job, Document document) {
        return ids(job, document.lines());
    }

    private static List<String> ids(JobDefinition job, List<Map<String, String>> values) {
        List<String> ids = values.stream()
                .map(it -> it.getOrDefault(job.source().key(), ""))
                .filter(RecordIds::isId)
                .distinct()
                .limit(MOST_MOVED + 1L)
                .toList();
        if (ids.size() <= MOST_MOVED) {
            return ids;
        }
        log.warn(
                "a webhook names more than {} records of {}. The next delta finds the other records",
                MOST_MOVED,
                job.name());
        return ids.subList(0, MOST_MOVED);
    }

    /** The name of the first document; if the body has no name, the name that belongs to the address. */
    private static String name(WebhookNotice notice, String path) {
        String root =
                notice.documents().isEmpty() ? "" : notice.documents().get(0).root();
        String name = root.isEmpty() ? path : root;
        return name.isEmpty() || NAME.matcher(name).matches() ? name : "?";
    }

    private static String problem(WebhookNotice notice, @Nullable Match match) {
        if (notice.problem() != null) {
            return notice.problem().replace("\u0000", "");
        }
        if (match == null) {
            return "the body holds no document with an id that webhook.roots of a job name; jobs/README.md explains the key";
        }
        return notice.organizationId() == null
                ? "several organizations have this secret, and the webhook does not name one"
                : "the webhook names an organization whose secret did not sign it";
    }

    private static boolean isDeletion(WebhookDelivery delivery) {
        return List.of(delivery.query().split("&")).contains(DELETION);
    }

    private static InboxRow row(
            SourceWebhooks webhooks,
            WebhookDelivery delivery,
            String organization,
            String job,
            String entity,
            List<String> ids,
            @Nullable Document document,
            @Nullable String problem) {
        return new InboxRow(
                webhooks.name(),
                organization,
                job,
                entity,
                ids,
                document == null || isDeletion(delivery) ? null : document.modifiedAt(),
                delivery.contentType(),
                delivery.query(),
                webhooks.kept(delivery),
                Sha256.of(delivery.body()),
                problem);
    }
}
