package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Secret;
import app.tds.jobs.OwnJobs;
import app.tds.source.WebhookRegistry.Wanted;
import app.tds.zoho.ZohoWebhook.Event;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZohoWebhookTests {

    @Test
    void everyNameIsTakenByZohoAndIsItsOwn() {
        List<String> names = Stream.concat(
                        OwnJobs.read().all().stream()
                                .filter(job -> job.webhook() != null)
                                .flatMap(job -> Objects.requireNonNull(job.webhook()).modules().keySet().stream()
                                        .flatMap(module -> names(job.name(), module))),
                        Stream.of("a", "b").flatMap(end -> names("j".repeat(30), "m".repeat(29) + end)))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(4)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.length() <= 50 && name.startsWith("tds-zoho-sync "));
    }

    @Test
    void aShortNameIsWhole() {
        assertThat(names("customers", "vendor"))
                .containsExactly("tds-zoho-sync customers vendor", "tds-zoho-sync customers vendor deleted");
    }

    private static Stream<String> names(String job, String module) {
        var address = URI.create("https://sync.example/" + job);
        var wanted =
                new Wanted(job, "books", module, module, address, address, new Secret("asecretofmine"), "TDS_SECRET");
        return Stream.of(Event.CHANGE, Event.DELETION).map(event -> new ZohoWebhook(wanted, event).name());
    }
}
