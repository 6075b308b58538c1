package app.tds.pipeline;

import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    /** Stays empty: a run's batch job is assembled when the run starts, and a restart starts it again. */
    @Bean
    MapJobRegistry jobRegistry() {
        return new MapJobRegistry();
    }

    /** Contexts a person can read; the default is serialized Java in Base64. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
