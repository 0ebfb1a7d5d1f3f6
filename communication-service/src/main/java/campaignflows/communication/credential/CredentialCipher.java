package campaignflows.communication.credential;

import campaignflows.communication.storage.Columns;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts credentials at rest: AES-256-GCM with a random nonce each time, bound to the id of the channel or agent, so that a value that
 * was tampered with, or copied to another row, cannot be read. A bad key stops the service at its start.
 *
 * <p>Form: version (1 byte), nonce (12), ciphertext and tag (16).
 */
@Singleton
public final class CredentialCipher {
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public CredentialCipher(@ConfigProperty(name = "campaignflows.communication.credentials-key") String base64Key) {
        this.key = new SecretKeySpec(decode(base64Key), "AES");
    }

    /** Encrypts for this channel. */
    public byte[] encrypt(UUID channelId, Credentials credentials) {
        return encryptText(channelId, Columns.json(credentials));
    }

    /** Encrypts for whoever has this id. */
    public byte[] encryptText(UUID ownerId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, ownerId).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected AES-GCM to be available", e);
        }
    }

    /**
     * Decrypts what was encrypted for this channel.
     *
     * @throws UnreadableCredentialsException if it was tampered with, is another channel's, or was written with another key
     */
    public Credentials decrypt(UUID channelId, byte[] stored) {
        return Columns.json(decryptText(channelId, stored), Credentials.class);
    }

    /**
     * Decrypts what was encrypted for whoever has this id.
     *
     * @throws UnreadableCredentialsException if it was tampered with, is another one's, or was written with another key
     */
    public String decryptText(UUID ownerId, byte[] stored) {
        if (stored.length <= 1 + NONCE_BYTES || stored[0] != VERSION) {
            throw new UnreadableCredentialsException(null);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(stored, 1, nonce, 0, NONCE_BYTES);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, ownerId)
                    .doFinal(stored, 1 + NONCE_BYTES, stored.length - 1 - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableCredentialsException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID ownerId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(ownerId.getMostSignificantBits())
                .putLong(ownerId.getLeastSignificantBits())
                .array());
        return cipher;
    }

    private static byte[] decode(String base64Key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64Key.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.communication.credentials-key in base64, but it is something else", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.communication.credentials-key of %d bytes, but it has %d"
                            .formatted(KEY_BYTES, bytes.length));
        }
        return bytes;
    }
}
