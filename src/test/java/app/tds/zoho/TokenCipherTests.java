package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCipherTests {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final TokenCipher cipher = new TokenCipher(new Secret(KEY), null);

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1000.8f2a0c.77", "رمز سري 🔑"})
    void whatWasEncryptedComesBack(String text) {
        assertThat(cipher.decrypt(cipher.encrypt(new Secret(text), "owner"), "owner"))
                .contains(new Secret(text));
        assertThat(new TokenCipher(new Secret(" " + KEY + "\n"), null)
                        .decrypt(cipher.encrypt(new Secret(text), "owner"), "owner"))
                .contains(new Secret(text));
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> HexFormat.of().formatHex(cipher.encrypt(new Secret("token"), "owner"), 0, 12))
                        .distinct())
                .hasSize(100);
        assertThat(new String(cipher.encrypt(new Secret("plaintext"), "o"))).doesNotContain("plaintext");
    }

    @Test
    void anotherKeyReadsNothing() {
        var key = new byte[32];
        key[31] = 1;
        var other = new TokenCipher(new Secret(Base64.getEncoder().encodeToString(key)), null);

        assertThat(other.decrypt(cipher.encrypt(new Secret("token"), "owner"), "owner"))
                .isEmpty();
    }

    @Test
    void whatThePreviousKeyEncryptedIsReadButNothingIsEncryptedWithItAnyMore() {
        var key = new byte[32];
        key[31] = 1;
        var next = new Secret(Base64.getEncoder().encodeToString(key));
        var both = new TokenCipher(next, new Secret(KEY));

        assertThat(both.decrypt(cipher.encrypt(new Secret("token"), "owner"), "owner"))
                .contains(new Secret("token"));
        assertThat(cipher.decrypt(both.encrypt(new Secret("token"), "owner"), "owner"))
                .isEmpty();
        assertThat(both.decrypt(cipher.encrypt(new Secret("token"), "owner"), "other"))
                .isEmpty();
        assertThat(new TokenCipher(next, new Secret(" "))
                        .decrypt(cipher.encrypt(new Secret("token"), "owner"), "owner"))
                .isEmpty();
    }

    @Test
    void aKeyOfTheWrongLengthEncryptsNothing() {
        var wrong = new TokenCipher(new Secret("dG9vIHNob3J0"), null);

        assertThatThrownBy(() -> wrong.encrypt(new Secret("token"), "owner"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tds.secret-key");
    }

    @Test
    void anotherOwnerReadsNothing() {
        var stored = cipher.encrypt(new Secret("token"), "owner");

        assertThat(cipher.decrypt(stored, "owner2")).isEmpty();
        assertThat(cipher.decrypt(stored, "")).isEmpty();
    }

    @Test
    void everyTamperedByteIsNoticed() {
        var stored = cipher.encrypt(new Secret("token"), "owner");

        for (int i = 0; i < stored.length; i++) {
            var tampered = stored.clone();
            tampered[i] ^= 1;
            assertThat(cipher.decrypt(tampered, "owner")).as("byte %s", i).isEmpty();
        }
    }

    @Test
    void anythingCutOffIsEmptyAndNoError() {
        var stored = cipher.encrypt(new Secret("token"), "owner");

        for (int length = 0; length < stored.length; length++) {
            assertThat(cipher.decrypt(Arrays.copyOf(stored, length), "owner")).isEmpty();
        }
    }

    @Test
    void nothingPrintsAKeyOrASecret() {
        assertThat(cipher.toString()
                        + new Secret("token")
                        + cipher.decrypt(cipher.encrypt(new Secret("token"), "o"), "o"))
                .doesNotContain("token", KEY);
    }
}
