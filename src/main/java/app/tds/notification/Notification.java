package app.tds.notification;

import java.time.Instant;

/**
 * One change of an alarm that one receiver is told by one channel; a row of {@code etl.notifications}.
 *
 * @param step of the ladder, from 0
 * @param told the alarm as it was then
 * @param at when it was written
 */
record Notification(long id, News news, int step, Told told, Instant at) {}
