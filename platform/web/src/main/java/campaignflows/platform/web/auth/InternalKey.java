package campaignflows.platform.web.auth;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secret that all services share and sign internal tokens with, and others by which they also accept them, so that it can be
 * changed one service after the other. An invalid one stops the service at startup.
 */
@Singleton
public class InternalKey {
    private static final int MIN_BYTES = 32;
    private static final String SECRET = "campaignflows.auth.secret";
    private static final String ACCEPTED = "campaignflows.auth.accepted-secrets";

    private final SecretKey key;
    private final List<SecretKey> accepted;

    public InternalKey(String secret) {
        this(secret, Optional.empty());
    }

    @Inject
    public InternalKey(
            @ConfigProperty(name = SECRET) String secret,
            @ConfigProperty(name = ACCEPTED) Optional<List<String>> acceptedSecrets) {
        key = key(SECRET, secret);
        List<SecretKey> keys = new ArrayList<>(List.of(key));
        acceptedSecrets.orElse(List.of()).forEach(other -> keys.add(key(ACCEPTED, other)));
        accepted = List.copyOf(keys);
    }

    SecretKey key() {
        return key;
    }

    /** All by which a token may be signed, the one that signs first. */
    List<SecretKey> accepted() {
        return accepted;
    }

    private static SecretKey key(String setting, String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Expected %s in base64, but it is something else".formatted(setting), e);
        }
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "Expected %s of at least %d bytes, but it has %d".formatted(setting, MIN_BYTES, bytes.length));
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
