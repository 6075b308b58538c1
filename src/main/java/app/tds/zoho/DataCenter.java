package app.tds.zoho;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an account lives (zoho-api.md 1.1); a token is valid only in its own data centre. */
enum DataCenter {
    US("https://accounts.zoho.com"),
    EU("https://accounts.zoho.eu"),
    IN("https://accounts.zoho.in"),
    AU("https://accounts.zoho.com.au"),
    JP("https://accounts.zoho.jp"),
    CA("https://accounts.zohocloud.ca"),
    CN("https://accounts.zoho.com.cn"),
    SA("https://accounts.zoho.sa"),
    UK("https://accounts.zoho.uk");

    private final URI accountsUrl;

    DataCenter(String accountsUrl) {
        this.accountsUrl = URI.create(accountsUrl);
    }

    URI accountsUrl() {
        return accountsUrl;
    }

    static Optional<DataCenter> of(String key) {
        return Arrays.stream(values())
                .filter(center -> center.name().equalsIgnoreCase(key.strip()))
                .findFirst();
    }

    static String keys() {
        return Arrays.stream(values())
                .map(center -> center.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
