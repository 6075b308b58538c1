package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.reactive.function.client.WebClient;

/** All of Zoho is behind https, which the sandbox does not speak. */
class HttpsTests {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private final List<HttpsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    /** One test: what is trusted is read once for each process. */
    @Test
    void aServerWithATrustedCertificateIsTalkedToAndAnotherIsNot() throws Exception {
        Path trusted = keys("trusted");
        System.setProperty(TRUST, trusted.toString());
        System.setProperty(TRUST + "Password", new String(PASSWORD));

        assertThat(get(serve(trusted))).isEqualTo("{\"code\":0}");
        String other = serve(keys("other"));
        assertThatThrownBy(() -> get(other)).hasStackTraceContaining("PKIX");
    }

    private Path keys(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return store;
    }

    private String serve(Path store) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            byte[] body = "{\"code\":0}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "https://localhost:" + server.getAddress().getPort();
    }

    private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static String get(String address) {
        ZohoSettings settings =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("tds.zoho", ZohoSettings.class);
        WebClient http = new ZohoConfiguration().zohoHttp(WebClient.builder(), settings);
        return http.get().uri(address).retrieve().bodyToMono(String.class).block();
    }
}
