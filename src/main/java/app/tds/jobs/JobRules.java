package app.tds.jobs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** What a definition has to keep to, beyond the types of its values. */
final class JobRules {

    private JobRules() {}

    /** The broken rules: a sentence by key. */
    static Map<String, String> broken(JobDefinition job, String fileName) {
        var broken = new LinkedHashMap<String, String>();
        if (!job.name().matches("[a-z][a-z0-9-]*")) {
            broken.put("name", "\"" + job.name() + "\" may hold only small letters, digits and -");
        } else if (!fileName.equals(job.name() + ".yaml")) {
            broken.put("name", "\"" + job.name() + "\" is not the name of its file");
        }
        if (!job.source().path().startsWith("/")) {
            broken.put("source.path", "\"" + job.source().path() + "\" does not begin with /");
        }
        range(broken, job.source().range());
        details(broken, job.details());
        webhook(broken, job.webhook());
        within(broken, "source.page-size", job.source().pageSize(), 1, 200);
        within(broken, "limits.chunk-size", job.limits().chunkSize(), 1, 100_000);
        within(broken, "limits.pages-ahead", job.limits().pagesAhead(), 0, 20);
        within(broken, "limits.quarantine", job.limits().quarantine(), 0, Integer.MAX_VALUE);
        if (job.limits().overlap().isNegative()) {
            broken.put("limits.overlap", "must not be negative");
        }
        if (job.freshness().compareTo(Duration.ZERO) <= 0) {
            broken.put("freshness", "must be more than nothing");
        }
        cron(broken, "schedule.full", job.schedule().full());
        cron(broken, "schedule.delta", job.schedule().delta());
        return broken;
    }

    private static void range(Map<String, String> broken, JobDefinition.@Nullable Range range) {
        if (range != null && (isBlank(range.field()) || isBlank(range.from()) || isBlank(range.to()))) {
            broken.put("source.range", "needs field, from and to");
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** They are optional, but not by halves. */
    private static void details(Map<String, String> broken, JobDefinition.@Nullable Details details) {
        if (details == null) {
            return;
        }
        if (details.path() == null
                || !details.path().startsWith("/")
                || !details.path().contains("{id}")) {
            broken.put("details.path", "is missing, does not begin with /, or has no {id}");
        }
        if ((details.bulkPath() == null) != (details.bulkParameter() == null)) {
            broken.put("details.bulk-path", "needs details.bulk-parameter beside it, and the other way round");
        }
        if (details.deletedPath() != null && !details.deletedPath().startsWith("/")) {
            broken.put("details.deleted-path", "does not begin with /");
        }
        if (isBlank(details.record())) {
            broken.put("details.record", "is missing");
        }
    }

    private static void webhook(Map<String, String> broken, JobDefinition.@Nullable Webhook webhook) {
        if (webhook == null) {
            return;
        }
        // An organization's id has digits only, and both can stand in an address.
        if (webhook.path() == null || !webhook.path().matches("[a-z][a-z0-9-]*")) {
            broken.put("webhook.path", "is missing, or holds more than small letters, digits and -");
        }
        if (webhook.roots() == null || webhook.roots().isEmpty()) {
            broken.put("webhook.roots", "is missing");
        }
        if (webhook.modules().entrySet().stream()
                .anyMatch(it -> !it.getKey().matches("[A-Za-z0-9_]{1,100}")
                        || it.getValue().isBlank())) {
            broken.put(
                    "webhook.modules",
                    "holds more than modules with the names that screens show, such as customer_payment: Payments Received");
        }
    }

    private static void within(Map<String, String> broken, String key, int value, int least, int most) {
        if (value < least || value > most) {
            broken.put(
                    key,
                    value
                            + (most == Integer.MAX_VALUE
                                    ? " is less than " + least
                                    : " is not between " + least + " and " + most));
        }
    }

    /** Quartz is stricter than Spring about the two day fields, and counts days of the week from Sunday. */
    private static void cron(Map<String, String> broken, String key, String cron) {
        var fields = cron.trim().split("\\s+");
        if (fields.length != 6) {
            broken.put(
                    key,
                    "\"" + cron + "\" has " + fields.length
                            + " fields instead of six: second minute hour day-of-month month day-of-week");
        } else if (!CronExpression.isValidExpression(cron)) {
            broken.put(key, "\"" + cron + "\" is not a cron expression");
        } else if (fields[3].equals("?") == fields[5].equals("?")) {
            broken.put(key, "\"" + cron + "\" needs ? as exactly one of day of month and day of week");
        } else if (fields[5].matches(".*(?<!#)\\d.*")) {
            broken.put(key, "\"" + cron + "\" numbers the days of the week: name them, MON to SUN");
        }
    }
}
