package app.tds.database;

/**
 * A newer version has changed the tables while this process works. The process has to end.
 *
 * @param sentence what a person is told
 */
public record NewerVersion(String sentence) {}
