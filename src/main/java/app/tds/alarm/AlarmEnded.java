package app.tds.alarm;

/** What was wrong is over; published in the transaction that says so. */
public record AlarmEnded(Alarm alarm) {}
