package campaignflows.communication.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key by which texts are signed: HMAC-SHA256 (RFC 2104). */
public final class HmacKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private HmacKey(SecretKeySpec key) {
        this.key = key;
    }

    /** The key itself; at least one byte. */
    public static HmacKey of(byte[] key) {
        return new HmacKey(new SecretKeySpec(key, ALGORITHM));
    }

    /** A secret as people enter it, in UTF-8. */
    public static HmacKey of(String secret) {
        return of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A key of our own for one purpose: what is signed for it proves nothing where another one is meant.
     *
     * @param key one of the installation's
     */
    static HmacKey derived(byte[] key, String purpose) {
        return of(of(key).sign(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /** The code of the parts, one after the other: 32 bytes. */
    public byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 in every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "HmacKey[…]";
    }
}
