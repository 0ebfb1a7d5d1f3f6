package campaignflows.platform.contracts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 as RFC 9562 requires it for name-based ids; never used for security. */
final class Sha1 {
    private Sha1() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-1 in every JDK, but it is missing", e);
        }
    }
}
