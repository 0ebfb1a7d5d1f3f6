package campaignflows.communication.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class CredentialCipherTest {
    private static final Credentials SECRET = Credentials.login("ann", "pässwörd of ann");

    private static final String NEXT_KEY =
            Base64.getEncoder().encodeToString("another key of exactly 32 bytes!".getBytes(StandardCharsets.US_ASCII));

    private final CredentialCipher cipher = new CredentialCipher(keys(Settings.KEY, null));
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
        CredentialCipher other = new CredentialCipher(keys(NEXT_KEY, null));

        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> other.decrypt(channel, stored));
        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> cipher.decrypt(channel, new byte[5]));
    }

    @Test
    void shouldReadWhatAnAcceptedKeyHasWrittenAndWriteItAgain() {
        CredentialCipher next = new CredentialCipher(keys(NEXT_KEY, Settings.KEY));
        byte[] stored = cipher.encrypt(channel, SECRET);

        assertThat(next.decrypt(channel, stored)).isEqualTo(SECRET);
        byte[] again = next.reencrypted(channel, stored).orElseThrow();

        assertThat(next.reencrypted(channel, again)).isEmpty();
        assertThat(new CredentialCipher(keys(NEXT_KEY, null)).decrypt(channel, again))
                .isEqualTo(SECRET);
        assertThatExceptionOfType(UnreadableCredentialsException.class)
                .isThrownBy(() -> cipher.decrypt(channel, again));
    }

    /** A replica that still encrypts with the former key reads what the new ones write. */
    @Test
    void shouldReadWhatTheNextKeyHasWrittenBeforeItEncrypts() {
        CredentialCipher prepared = new CredentialCipher(keys(Settings.KEY, NEXT_KEY));

        assertThat(prepared.decrypt(
                        channel, new CredentialCipher(keys(NEXT_KEY, Settings.KEY)).encrypt(channel, SECRET)))
                .isEqualTo(SECRET);
    }

    @Test
    void shouldReadWhatWasWrittenBeforeKeysHadIds() throws GeneralSecurityException {
        byte[] stored = withoutKeyId(Columns.json(SECRET));

        assertThat(cipher.decrypt(channel, stored)).isEqualTo(SECRET);
        assertThat(cipher.reencrypted(channel, stored)).isEmpty();
        CredentialCipher next = new CredentialCipher(keys(NEXT_KEY, Settings.KEY));
        assertThat(next.decrypt(channel, next.reencrypted(channel, stored).orElseThrow()))
                .isEqualTo(SECRET);
    }

    @Test
    void shouldNotStartWithABadKey() {
        assertThatThrownBy(() -> keys("c2hvcnQ=", null))
                .hasMessageContaining("credentials-key of 32 bytes, but it has 5");
        assertThatThrownBy(() -> keys("not base64!", null)).hasMessageContaining("base64");
        assertThatThrownBy(() -> keys(Settings.KEY, "c2hvcnQ="))
                .hasMessageContaining("accepted-credentials-keys of 32 bytes, but it has 5");
    }

    private static EncryptionKeys keys(String key, @Nullable String accepted) {
        return new EncryptionKeys(Settings.with(
                accepted == null
                        ? Map.of("credentials-key", key)
                        : Map.of("credentials-key", key, "accepted-credentials-keys", accepted)));
    }

    private byte[] withoutKeyId(String text) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(Settings.KEY), "AES"),
                new GCMParameterSpec(128, nonce));
        aes.updateAAD(ByteBuffer.allocate(16)
                .putLong(channel.getMostSignificantBits())
                .putLong(channel.getLeastSignificantBits())
                .array());
        byte[] sealed = aes.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(13 + sealed.length)
                .put((byte) 1)
                .put(nonce)
                .put(sealed)
                .array();
    }

    @Test
    void shouldNotShowSecretsInText() {
        assertThat(SECRET.toString()).doesNotContain("ann").doesNotContain("pässwörd");
    }
}
