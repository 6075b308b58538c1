package app.tds.database;

import app.tds.OwnersOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file {@code pg_hba.conf} of a database of our own: which users PostgreSQL lets in, and with which proof. */
final class HostRules {

    private static final String PASSWORD = "scram-sha-256";
    private static final String FOR_A_MOMENT = "host postgres postgres 127.0.0.1/32 trust";

    private HostRules() {}

    /** Nobody is believed without a password; what a person has added stays. Whether anything was changed. */
    static boolean wantPasswords(Path data) throws IOException {
        List<String> rules = new ArrayList<>(Files.readAllLines(file(data), StandardCharsets.UTF_8));
        List<String> before = List.copyOf(rules);
        rules.remove(FOR_A_MOMENT);
        rules.replaceAll(rule -> rule.strip().startsWith("#") ? rule : rule.replaceAll("\\btrust\\b", PASSWORD));
        return write(data, before, rules);
    }

    /** Until a password is set, which is done at once. */
    static void trustForAMoment(Path data) throws IOException {
        List<String> before = Files.readAllLines(file(data), StandardCharsets.UTF_8);
        List<String> rules = new ArrayList<>(before);
        if (!rules.contains(FOR_A_MOMENT)) {
            rules.add(0, FOR_A_MOMENT);
        }
        write(data, before, rules);
    }

    private static boolean write(Path data, List<String> before, List<String> rules) throws IOException {
        if (rules.equals(before)) {
            return false;
        }
        OwnersOnly.write(file(data), String.join("\n", rules) + "\n");
        return true;
    }

    private static Path file(Path data) {
        return data.resolve("pg_hba.conf");
    }
}
