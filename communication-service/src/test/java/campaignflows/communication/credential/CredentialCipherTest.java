package campaignflows.communication.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CredentialCipherTest {
    private static final Credentials SECRET = Credentials.login("ann", "pässwörd of ann");

    private final CredentialCipher cipher = new CredentialCipher(Settings.KEY);
    private final UUID channel = Ids.v7();

    @Test
    void shouldGiveBackWhatWasEncrypted() {
        assertThat(cipher.decrypt(channel, cipher.encrypt(channel, SECRET))).isEqualTo(SECRET);
    }

    @Test
    void shouldNeverEncryptTheSameTwice() {
        byte[] first = cipher.encrypt(channel, SECRET);

        assertThat(first).isNotEqualTo(cipher.encrypt(channel, SECRET));
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("ann");
    }

    @Test
    void shouldRefuseEveryTamperedByte() {
        byte[] stored = cipher.encrypt(channel, SECRET);
        for (int i = 0; i < stored.length; i++) {
            byte[] tampered = stored.clone();
            tampered[i] ^= 1;

            assertThatExceptionOfType(UnreadableCredentialsException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> cipher.decrypt(channel, tampered));
        }
    }

    @Test
    void shouldRefuseAnotherChannelsRow() {
        byte[] stored = cipher.encrypt(channel, SECRET);

        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> cipher.decrypt(Ids.v7(), stored));
    }

    @Test
    void shouldRefuseAnotherKeyAndATruncatedValue() {
        byte[] stored = cipher.encrypt(channel, SECRET);
        CredentialCipher other = new CredentialCipher(Base64.getEncoder()
                .encodeToString("another key of exactly 32 bytes!".getBytes(StandardCharsets.US_ASCII)));

        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> other.decrypt(channel, stored));
        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> cipher.decrypt(channel, new byte[5]));
    }

    @Test
    void shouldNotStartWithABadKey() {
        assertThatThrownBy(() -> new CredentialCipher("c2hvcnQ=")).hasMessageContaining("32 bytes, but it has 5");
        assertThatThrownBy(() -> new CredentialCipher("not base64!")).hasMessageContaining("base64");
    }

    @Test
    void shouldNotShowSecretsInText() {
        assertThat(SECRET.toString()).doesNotContain("ann").doesNotContain("pässwörd");
    }
}
