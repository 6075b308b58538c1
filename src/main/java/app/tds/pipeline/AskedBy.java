package app.tds.pipeline;

/**
 * Who or what asked for a run. The kind decides what the run may do; the name is for people, and nobody's name decides
 * anything.
 *
 * @param kind of asker
 * @param name as the history shows it
 */
public record AskedBy(Kind kind, String name) {

    /** A trigger whose time had come. */
    public static final AskedBy SCHEDULE = new AskedBy(Kind.SCHEDULE, "schedule");
    /** Deliveries of webhooks. Documents that a run fetches for webhooks go first. */
    public static final AskedBy WEBHOOK = new AskedBy(Kind.WEBHOOK, "webhook");
    /** The upkeep of webhooks, which reads what deliveries may have missed. */
    public static final AskedBy RECOVERY = new AskedBy(Kind.RECOVERY, "webhook recovery");
    /** The start of a process that serves, of jobs that have never been read. */
    public static final AskedBy FIRST_IMPORT = new AskedBy(Kind.FIRST_IMPORT, "first import");
    /** Documents that wait while webhooks come. */
    public static final AskedBy BACKLOG = new AskedBy(Kind.BACKLOG, "documents that wait");
    /** A row that was found to differ from what the source said. */
    public static final AskedBy REPAIR = new AskedBy(Kind.REPAIR, "repair");
    /** A person or a script at the command line. */
    public static final AskedBy COMMAND = person("command line");

    /** The kinds of askers. */
    public enum Kind {
        PERSON,
        SCHEDULE,
        WEBHOOK,
        RECOVERY,
        FIRST_IMPORT,
        BACKLOG,
        REPAIR
    }

    /** Somebody who is known by this name: a user, or a key. */
    public static AskedBy person(String name) {
        return new AskedBy(Kind.PERSON, name);
    }

    /** Whether deliveries of webhooks asked. */
    public boolean isWebhook() {
        return kind == Kind.WEBHOOK;
    }

    /** Whether somebody asked by hand. */
    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
