package campaignflows.platform.web.auth;

import jakarta.inject.Singleton;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The secret that all services share and sign internal tokens with. An invalid one stops the service at startup. */
@Singleton
public class InternalKey {
    private static final int MIN_BYTES = 32;

    private final SecretKey key;

    public InternalKey(@ConfigProperty(name = "campaignflows.auth.secret") String secret) {
        this.key = new SecretKeySpec(decode(secret), "HmacSHA256");
    }

    SecretKey key() {
        return key;
    }

    private static byte[] decode(String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.auth.secret in base64, but it is something else", e);
        }
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("Expected campaignflows.auth.secret of at least %d bytes, but it has %d"
                    .formatted(MIN_BYTES, bytes.length));
        }
        return bytes;
    }
}
