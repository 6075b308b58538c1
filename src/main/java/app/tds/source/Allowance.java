package app.tds.source;

import java.time.Instant;

/**
 * What a kind of work may ask of an organization.
 *
 * @param perDay calls that the organization has a day
 * @param kept calls of each day that this kind of work leaves to others
 * @param left calls of today that nobody has made yet
 * @param renewedAt when there are {@code perDay} again
 * @param perMinute calls a minute in the long run; 0 if nothing limits them
 */
public record Allowance(long perDay, long kept, long left, Instant renewedAt, int perMinute) {}
