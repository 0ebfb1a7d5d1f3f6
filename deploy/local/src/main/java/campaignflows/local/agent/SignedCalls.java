package campaignflows.local.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs and checks calls as Standard Webhooks has it; the agent and the system have the secret in common. */
final class SignedCalls {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;
    private final Clock clock;

    SignedCalls(String secret, Clock clock) {
        this.key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        this.clock = clock;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 in every JDK", e);
        }
    }

    boolean isRight(@Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        if (id == null || timestamp == null || signatures == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        long time = Long.parseLong(timestamp);
        Duration age = Duration.between(Instant.ofEpochSecond(time), clock.instant());
        byte[] expected = sign(id, time, body).getBytes(StandardCharsets.UTF_8);
        boolean right = false;
        for (String given : signatures.split(" ")) {
            right |= MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        }
        return right && age.abs().compareTo(TOLERANCE) <= 0;
    }
}
