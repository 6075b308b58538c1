package app.tds.zoho;

import app.tds.RecordIds;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.SourceImages;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Pictures of items in Inventory. */
@Component
class ItemImages implements SourceImages {

    private static final Bytes BYTES = new Bytes();

    private final ZohoClient client;
    private final ZohoConnections connections;

    ItemImages(ZohoClient client, ZohoConnections connections) {
        this.client = client;
        this.connections = connections;
    }

    /** The bytes as they are; whoever asked looks at them, since a type says little. */
    private static final class Bytes implements ZohoClient.Reading<byte[]> {

        @Override
        public byte[] read(byte[] body) {
            return body;
        }

        @Override
        public byte[] read(byte[] body, @Nullable MediaType type) {
            return body;
        }

        /** Has been seen with status 200. */
        @Override
        public boolean saysNothing(String code) {
            return code.equals("1002");
        }
    }

    @Override
    public Set<String> organizationIds() {
        return connections.organizationIds();
    }

    @Override
    public byte[] image(String organizationId, String itemId) {
        if (!RecordIds.isId(itemId)) {
            throw new SourceFailure.Refused("\"" + itemId + "\" is not asked for: " + RecordIds.RULE);
        }
        ZohoRequest request = new ZohoRequest(
                connections.of(organizationId),
                Priority.IMAGES,
                "inventory",
                "/items/" + itemId + "/image",
                organizationId,
                Map.of(),
                0);
        return client.get(request, BYTES).value();
    }
}
