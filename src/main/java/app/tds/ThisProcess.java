package app.tds;

/**
 * What this process is for.
 *
 * @param serves whether it stays, runs schedules and executes what other processes ask for; a command does not
 */
public record ThisProcess(boolean serves) {}
