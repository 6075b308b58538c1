package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** A host whose name does not resolve is no reason not to start. */
class InstanceIdTests {

    @Test
    void everyProcessIsNamedWithoutTheHostsName() {
        var id = new InstanceId().generateInstanceId();
        assertThat(id).startsWith(ProcessHandle.current().pid() + "-").hasSizeLessThan(60);
        assertThat(id).isNotEqualTo(new InstanceId().generateInstanceId());
    }

    @Test
    void nothingThatNamesTheProcessLooksTheHostUp() throws IOException {
        try (InputStream bytes = InstanceId.class.getResourceAsStream("InstanceId.class")) {
            assertThat(new String(bytes.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("InetAddress");
        }
    }

    @Test
    void quartzAsksForThatName() throws IOException {
        var settings = new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
        assertThat(settings.get(0)
                        .getProperty("spring.quartz.properties.org.quartz.scheduler.instanceIdGenerator.class"))
                .isEqualTo(InstanceId.class.getName());
    }
}
