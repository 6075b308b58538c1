package app.tds.zoho;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has the counters of repeated requests begin at 0: an increase can only be seen of what was there before. */
@Component
class RetriesAtZero implements MeterBinder {

    private static final List<String> APIS = List.of("books", "inventory", "crm");

    private final ZohoConnections connections;

    RetriesAtZero(ZohoConnections connections) {
        this.connections = connections;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        connections.all().stream()
                .flatMap(connection -> connection.organizations().stream())
                .forEach(organization -> APIS.forEach(api -> ZohoCalls.retries(meters, organization, api)));
    }
}
