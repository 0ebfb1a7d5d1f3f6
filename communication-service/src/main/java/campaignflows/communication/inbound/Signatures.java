package campaignflows.communication.inbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, digests, and comparing secrets in a time that tells nothing of them. */
final class Signatures {
    private static final String HMAC = "HmacSHA256";

    private Signatures() {}

    /** Of the parts, one after the other. */
    static byte[] hmac(String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 in every JDK", e);
        }
    }

    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    /** Of any lengths: what is compared are codes of one length under the expected secret. */
    static boolean same(String expected, String given) {
        return same(hmac(expected, utf8(expected)), hmac(expected, utf8(given)));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
