package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiServerTests {

    @ParameterizedTest
    @CsvSource({
        "https://www.zohoapis.com, https://accounts.zoho.com, true",
        "https://www.zohoapis.com.au, https://accounts.zoho.com.au, true",
        "https://www.zohoapis.ca, https://accounts.zohocloud.ca, true",
        "https://WWW.ZohoApis.SA, https://accounts.zoho.sa, true",
        "https://api.zoho.com, https://accounts.zoho.com, true",
        "https://www.zohoapis.eu, http://127.0.0.1:8090, true",
        "http://127.0.0.1:8091, http://127.0.0.1:8090, true",
        "https://zoho.proxy.example, https://zoho.proxy.example, true",
        "http://www.zohoapis.com, https://accounts.zoho.com, false",
        "http://127.0.0.1:8091, https://accounts.zoho.com, false",
        "https://evilzohoapis.com, https://accounts.zoho.com, false",
        "https://www.zohoapis.com.evil.example, https://accounts.zoho.com, false",
        "https://www.zohoapis.com@evil.example, https://accounts.zoho.com, false",
        "https://evil@www.zohoapis.com, https://accounts.zoho.com, false",
        "https://other.example, https://zoho.proxy.example, false"
    })
    void aTokenGoesToZohoOrBesideTheConfiguredServerOnly(URI api, URI accounts, boolean trusted) {
        assertThat(ApiServer.isTrusted(api, accounts)).isEqualTo(trusted);
    }
}
