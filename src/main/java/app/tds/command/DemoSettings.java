package app.tds.command;

import app.tds.sandbox.Sandbox;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The configuration that lets the application run against a sandbox, in a database of its own. */
final class DemoSettings {

    static final String HOME = ".tds/demo";

    private DemoSettings() {}

    static Map<String, Object> of(Sandbox sandbox) {
        Map<String, Object> settings = new TreeMap<>(zoho(sandbox));
        // Invented records never enter a real database.
        settings.put("spring.datasource.url", "");
        settings.put("tds.database.home", HOME + "/postgres");
        settings.put("tds.schedule.enabled", "true");
        settings.put("logging.threshold.console", "warn");
        settings.put("logging.file.name", HOME + "/log/tds.log");
        return settings;
    }

    /** How to reach the sandbox, with a key made for the occasion. */
    static Map<String, String> zoho(Sandbox sandbox) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new TreeMap<>();
        settings.put("tds.zoho.accounts-url", sandbox.accountsUrl().toString());
        settings.put("tds.zoho.client-id", sandbox.clientId());
        settings.put("tds.zoho.client-secret", sandbox.clientSecret());
        settings.put("tds.zoho.refresh-token", sandbox.refreshToken());
        settings.put("tds.zoho.organizations", String.join(",", sandbox.organizationIds()));
        settings.put("tds.secret-key", Base64.getEncoder().encodeToString(key));
        return settings;
    }
}
