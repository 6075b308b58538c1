package app.tds.alarm;

/** Something goes wrong that did not before; published in the transaction that keeps the alarm. */
public record AlarmBegan(Alarm alarm) {}
