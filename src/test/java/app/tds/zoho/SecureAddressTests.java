package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.Secret;
import app.tds.source.SourceFailure.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/** All of Zoho is behind https, which no other test speaks: here, at least a handshake is begun. */
class SecureAddressTests {

    private static final int HANDSHAKE = 0x16;

    private final ZohoSettings settings =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("tds.zoho", ZohoSettings.class);
    private final TokenEndpoint endpoint = new TokenEndpoint(
            new ZohoConfiguration().zohoHttp(WebClient.builder(), settings),
            settings,
            new ZohoFailures(Clock.systemUTC()),
            new JsonMapper(),
            Clock.systemUTC());

    @Test
    void aCallOverHttpsBeginsWithAHandshake() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var first = CompletableFuture.supplyAsync(() -> firstByte(server));
            var accounts = URI.create("https://127.0.0.1:" + server.getLocalPort());
            var connection = new ZohoConnection("default", accounts, "id", new Secret("s"), null, List.of());

            var failure = catchThrowable(() -> endpoint.refresh(connection, accounts, new Secret("1000.refresh")));

            assertThat(failure).isInstanceOf(Unavailable.class);
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(HANDSHAKE);
        }
    }

    private static int firstByte(ServerSocket server) {
        try (var socket = server.accept()) {
            return socket.getInputStream().read();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
