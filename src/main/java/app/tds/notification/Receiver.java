package app.tds.notification;

import app.tds.Secret;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of alarms, and how. At least one way is there.
 *
 * @param name as in {@code receivers.yaml}
 * @param full whether messages hold the words of the watch that found the alarm, which may name customers
 * @param zone in which the receiver's day begins; null for the organization's
 */
record Receiver(
        String name,
        Language language,
        boolean full,
        @Nullable ZoneId zone,
        QuietHours quiet,
        List<String> mail,
        @Nullable Secret slack,
        @Nullable Telegram telegram,
        @Nullable Signed webhook,
        @Nullable URI alertmanager,
        boolean log) {

    /** A chat that a bot writes to. */
    record Telegram(Secret token, String chat) {}

    /** An address that gets signed requests. */
    record Signed(URI url, Secret secret) {}
}
