package app.tds.jobs;

/** The jobs of the product's own folder. */
public final class OwnJobs {

    private OwnJobs() {}

    public static JobDefinitions read() {
        return new JobDefinitionReader("classpath:jobs/").read().orRefuse();
    }
}
