package app.tds.zoho;

import app.tds.Secret;
import io.netty.channel.ChannelOption;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ZohoSettings.class)
class ZohoConfiguration {

    /** Follows no redirect: a token is sent to the address Zoho's accounts server named, and nowhere else. */
    @Bean
    WebClient zohoHttp(WebClient.Builder builder, ZohoSettings settings) {
        ConnectionProvider connections = ConnectionProvider.builder("zoho")
                .maxConnections(50)
                .maxIdleTime(java.time.Duration.ofSeconds(30))
                .build();
        HttpClient client = HttpClient.create(connections)
                .compress(true)
                .followRedirect(false)
                // Repeats are ZohoClient's, each with its share of the budget, and a POST has none.
                .disableRetry(true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .responseTimeout(settings.readTimeout());
        return builder.clientConnector(new ReactorClientHttpConnector(client)).build();
    }

    @Bean
    Waiting waiting() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    @Bean
    TokenCipher tokenCipher(
            @Value("${tds.secret-key}") Secret key, @Value("${tds.secret-key-previous:}") Secret previous) {
        return new TokenCipher(key, previous);
    }
}
