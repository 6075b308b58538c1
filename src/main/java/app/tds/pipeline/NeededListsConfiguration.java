package app.tds.pipeline;

import app.tds.jobs.JobDefinitions;
import app.tds.source.NeededLists;
import app.tds.source.NeededLists.NeededList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NeededListsConfiguration {

    /** Tells the integrations, which do not know job files, what will be read. */
    @Bean
    NeededLists neededLists(JobDefinitions jobs) {
        return new NeededLists(jobs.all().stream()
                .map(job -> new NeededList(
                        job.name(),
                        job.source().integration(),
                        job.source().api(),
                        job.source().path(),
                        job.source().scope()))
                .toList());
    }
}
