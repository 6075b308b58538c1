package app.tds.database;

import app.tds.OwnersOnly;
import app.tds.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The password of a database of our own, in a file as {@code psql} reads it; only its owner can. */
final class PasswordFile {

    private static final String NAME = "pgpass";
    private static final String BEFORE = "127.0.0.1:*:*:postgres:";

    private PasswordFile() {}

    /** Beside the data. */
    static Path beside(Path data) {
        return data.resolveSibling(NAME);
    }

    /** Empty if there is none yet. */
    static Optional<Secret> read(Path data) throws IOException {
        Path file = beside(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(OwnersOnly.file(file)).strip())
                .filter(line -> line.startsWith(BEFORE))
                .map(line -> new Secret(line.substring(BEFORE.length())));
    }

    static void write(Path data, Secret password) throws IOException {
        OwnersOnly.write(beside(data), BEFORE + password.value() + "\n");
    }

    static Secret generated() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
}
