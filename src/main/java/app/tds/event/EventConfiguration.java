package app.tds.event;

import java.util.concurrent.ThreadPoolExecutor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    static final String PUBLISHER = "eventPublisher";

    private static final int LAST_SECONDS = 2;

    /** One thread, so that a process publishes in the order of its commits, and no writer waits for a publication. */
    @Bean(name = PUBLISHER, defaultCandidate = false)
    ThreadPoolTaskExecutor eventPublisher() {
        var publisher = new ThreadPoolTaskExecutor();
        publisher.setThreadNamePrefix("events-");
        publisher.setCorePoolSize(1);
        publisher.setMaxPoolSize(1);
        publisher.setDaemon(true);
        // Runs that are being stopped still commit; what is not published in time, the next process publishes.
        publisher.setAcceptTasksAfterContextClose(true);
        publisher.setWaitForTasksToCompleteOnShutdown(true);
        publisher.setAwaitTerminationSeconds(LAST_SECONDS);
        publisher.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return publisher;
    }
}
