package app.tds;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that says whether two documents are the same. */
public final class Sha256 {

    private Sha256() {}

    /** The hash of all these bytes; 32 bytes. */
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** To hash piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java platform has SHA-256", cause);
        }
    }
}
