package campaignflows.communication.credential;

import campaignflows.communication.storage.Columns;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts credentials at rest: AES-256-GCM with a random nonce each time, bound to the id of the channel or agent, so that a value that
 * was tampered with, or copied to another row, cannot be read.
 *
 * <p>Form: version (1 byte), id of the key (4), nonce (12), ciphertext and tag (16). Version 1 had no id of a key.
 */
@Singleton
public final class CredentialCipher {
    private static final byte VERSION = 2;
    private static final byte VERSION_WITHOUT_KEY_ID = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    public CredentialCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    /** Encrypts for this channel. */
    public byte[] encrypt(UUID channelId, Credentials credentials) {
        return encryptText(channelId, Columns.json(credentials));
    }

    /** Encrypts for whoever has this id. */
    public byte[] encryptText(UUID ownerId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        EncryptionKey key = keys.current();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, ownerId).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .putInt(key.id())
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
        return opened(ownerId, stored).text();
    }

    /**
     * The same text by the present key, of what was written with another one.
     *
     * @return empty if the present key has written it
     * @throws UnreadableCredentialsException if none of the keys has written it
     */
    Optional<byte[]> reencrypted(UUID ownerId, byte[] stored) {
        Opened opened = opened(ownerId, stored);
        return opened.keyId() == keys.current().id()
                ? Optional.empty()
                : Optional.of(encryptText(ownerId, opened.text()));
    }

    private record Opened(String text, int keyId) {}

    private Opened opened(UUID ownerId, byte[] stored) {
        byte version = stored.length == 0 ? 0 : stored[0];
        int head = version == VERSION ? HEAD_BYTES : 1;
        if (version != VERSION && version != VERSION_WITHOUT_KEY_ID || stored.length <= head + NONCE_BYTES) {
            throw new UnreadableCredentialsException(null);
        }
        List<EncryptionKey> candidates = version == VERSION
                ? keys.withId(ByteBuffer.wrap(stored, 1, Integer.BYTES).getInt()).stream()
                        .toList()
                : keys.all();
        GeneralSecurityException last = null;
        for (EncryptionKey key : candidates) {
            try {
                byte[] nonce = Arrays.copyOfRange(stored, head, head + NONCE_BYTES);
                byte[] text = cipher(Cipher.DECRYPT_MODE, key, nonce, ownerId)
                        .doFinal(stored, head + NONCE_BYTES, stored.length - head - NONCE_BYTES);
                return new Opened(new String(text, StandardCharsets.UTF_8), key.id());
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new UnreadableCredentialsException(last);
    }

    private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce, UUID ownerId)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(ownerId.getMostSignificantBits())
                .putLong(ownerId.getLeastSignificantBits())
                .array());
        return cipher;
    }
}
