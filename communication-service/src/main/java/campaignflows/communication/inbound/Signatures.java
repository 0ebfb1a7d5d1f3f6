package campaignflows.communication.inbound;

import campaignflows.communication.credential.HmacKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** HMAC-SHA256, digests, and comparing secrets in a time that tells nothing of them. */
final class Signatures {
    private Signatures() {}

    /** Of the parts, one after the other. */
    static byte[] hmac(String secret, byte[]... parts) {
        return HmacKey.of(secret).sign(parts);
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
