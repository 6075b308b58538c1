package app.tds.zoho;

import app.tds.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Encrypts what is stored of tokens: AES-256-GCM, a fresh 12-byte nonce before each ciphertext (NIST SP 800-38D). */
final class TokenCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final @Nullable SecretKey previous;
    private final SecureRandom random = new SecureRandom();

    /** With keys of 32 bytes in base64; what the previous one has encrypted can still be read. */
    TokenCipher(Secret key, @Nullable Secret previous) {
        this.key = key(key);
        this.previous = previous == null || previous.value().isBlank() ? null : key(previous);
    }

    private static SecretKey key(Secret base64) {
        return new SecretKeySpec(Base64.getDecoder().decode(base64.value().strip()), "AES");
    }

    /** Nonce, ciphertext and tag; bound to its owner, so that it cannot be moved to another row. */
    byte[] encrypt(Secret secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, owner)
                    .doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("tds.secret-key cannot encrypt", cause);
        }
    }

    /** Empty if the token was not encrypted with one of the keys for this owner, or was tampered with. */
    Optional<Secret> decrypt(byte[] stored, String owner) {
        Optional<Secret> secret = decrypt(key, stored, owner);
        return secret.isPresent() || previous == null ? secret : decrypt(previous, stored, owner);
    }

    /** Whether only the previous key reads it, so that it has to be encrypted again before that key is gone. */
    boolean isOutdated(byte[] stored, String owner) {
        return previous != null
                && decrypt(key, stored, owner).isEmpty()
                && decrypt(previous, stored, owner).isPresent();
    }

    private static Optional<Secret> decrypt(SecretKey key, byte[] stored, String owner) {
        if (stored.length < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] sealed = new byte[stored.length - NONCE_BYTES];
        bytes.get(nonce).get(sealed);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, owner).doFinal(sealed);
            return Optional.of(new Secret(new String(plain, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cause) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
