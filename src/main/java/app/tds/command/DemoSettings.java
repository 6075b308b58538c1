package app.tds.command;

import app.tds.sandbox.Sandbox;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The configuration that lets the application run against a sandbox, in a database of its own. */
final class DemoSettings {

    static final String PASSWORD = "tds.security.admin-password";
    private static final String KEY = "tds.secret-key";

    private DemoSettings() {}

    /** The keys of a former start stay, so that what was encrypted then can be read. */
    static Map<String, Object> of(Sandbox sandbox) {
        Map<String, String> saved = DemoFolder.saved();
        Map<String, String> kept = new TreeMap<>(zoho(sandbox));
        kept.put(KEY, saved.getOrDefault(KEY, random(Base64.getEncoder(), 32)));
        kept.put(PASSWORD, saved.getOrDefault(PASSWORD, random(Base64.getUrlEncoder(), 12)));
        DemoFolder.save(kept);
        Map<String, Object> settings = new LinkedHashMap<>(kept);
        settings.putAll(database());
        settings.put("tds.schedule.enabled", "true");
        settings.put("logging.threshold.console", "warn");
        settings.put("logging.file.name", DemoFolder.HOME + "/log/tds.log");
        return settings;
    }

    /** Invented records never enter a real database. */
    static Map<String, String> database() {
        return Map.of("spring.datasource.url", "", "tds.database.home", DemoFolder.HOME + "/postgres");
    }

    /** How to reach the sandbox, with a key made for the occasion. */
    static Map<String, String> zoho(Sandbox sandbox) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("tds.zoho.accounts-url", sandbox.accountsUrl().toString());
        settings.put("tds.zoho.client-id", sandbox.clientId());
        settings.put("tds.zoho.client-secret", sandbox.clientSecret());
        settings.put("tds.zoho.refresh-token", sandbox.refreshToken());
        settings.put("tds.zoho.organizations", String.join(",", sandbox.organizationIds()));
        settings.put(KEY, random(Base64.getEncoder(), 32));
        return settings;
    }

    private static String random(Base64.Encoder encoder, int bytes) {
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        return encoder.encodeToString(key);
    }
}
