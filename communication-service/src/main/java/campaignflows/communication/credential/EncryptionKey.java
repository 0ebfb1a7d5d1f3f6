package campaignflows.communication.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One of the installation's keys.
 *
 * @param id says which key a stored value was encrypted with, and nothing of the key
 */
record EncryptionKey(int id, SecretKey key) {
    private static final int KEY_BYTES = 32;
    private static final byte[] ID_PURPOSE = "campaignflows credentials key id v1".getBytes(StandardCharsets.UTF_8);

    /**
     * Reads a key as it is configured.
     *
     * @param setting names it in the error
     * @throws IllegalArgumentException if it is not base64 of 32 bytes; the text does not contain it
     */
    static EncryptionKey read(String setting, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Expected %s in base64, but it is something else".formatted(setting), e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Expected %s of %d bytes, but it has %d".formatted(setting, KEY_BYTES, bytes.length));
        }
        int id = ByteBuffer.wrap(HmacKey.of(bytes).sign(ID_PURPOSE)).getInt();
        return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
    }

    @Override
    public String toString() {
        return "EncryptionKey[%08x]".formatted(id);
    }
}
