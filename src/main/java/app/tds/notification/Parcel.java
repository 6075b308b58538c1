package app.tds.notification;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver is told at once by one channel.
 *
 * @param id the same at each attempt
 * @param digest whether it was held until quiet hours were over
 * @param attempts that failed before
 * @param notifications the oldest first
 * @param thread the first message about the first alarm; null if this is the first
 */
record Parcel(
        UUID id,
        String receiver,
        String channel,
        boolean digest,
        int attempts,
        List<Notification> notifications,
        @Nullable UUID thread) {}
