package app.tds.jobs;

/** The jobs of the product's own folder. */
public final class OwnJobs {

    private OwnJobs() {}

    /** Those that are there without a setting of their own. */
    public static JobDefinitions read() {
        return all().where(key -> false);
    }

    /** All of them. */
    public static JobDefinitions all() {
        return new JobDefinitionReader("classpath:jobs/").read().orRefuse();
    }
}
