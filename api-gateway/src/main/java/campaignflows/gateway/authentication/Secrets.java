package campaignflows.gateway.authentication;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * Generates the secrets that callers present: 256 random bits each, with a prefix that scanners for leaked keys can recognize.
 */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** {@code cf_<id>_<secret>}; the id tells people which key they hold. */
    public static String apiKey(UUID id) {
        return "cf_" + id.toString().replace("-", "") + "_" + random();
    }

    public static String sessionToken() {
        return "cfs_" + random();
    }

    /** Of the link by which an invited user chooses a password. */
    public static String invitation() {
        return "cfi_" + random();
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
