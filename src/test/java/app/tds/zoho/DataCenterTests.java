package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataCenterTests {

    @ParameterizedTest
    @CsvSource({
        "us, https://accounts.zoho.com",
        "eu, https://accounts.zoho.eu",
        "in, https://accounts.zoho.in",
        "au, https://accounts.zoho.com.au",
        "jp, https://accounts.zoho.jp",
        "ca, https://accounts.zohocloud.ca",
        "cn, https://accounts.zoho.com.cn",
        "sa, https://accounts.zoho.sa",
        "uk, https://accounts.zoho.uk",
        "' EU ', https://accounts.zoho.eu"
    })
    void everyDataCenterHasItsAccountsServer(String key, String accounts) {
        assertThat(DataCenter.of(key).orElseThrow().accountsUrl()).hasToString(accounts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com", "https://accounts.zoho.com", "mars"})
    void anythingElseIsUnknown(String key) {
        assertThat(DataCenter.of(key)).isEmpty();
    }

    @Test
    void theirKeysAreListedTheWayTheyAreWritten() {
        assertThat(DataCenter.keys()).isEqualTo("us, eu, in, au, jp, ca, cn, sa, uk");
    }
}
