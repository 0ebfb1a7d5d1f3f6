package campaignflows.e2e.contract;

import campaignflows.e2e.client.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what the gateway gives a service in place of a caller's credential, to ask the service itself. */
final class ServiceTokens {
    private static final long LIFETIME = 60;

    private final byte[] key;

    /** With the secret that the services share, in base64. */
    ServiceTokens(String secret) {
        this.key = Base64.getDecoder().decode(secret);
    }

    String sign(String service, UUID tenant, String role) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                "campaign-flows",
                "aud",
                service,
                "sub",
                UUID.randomUUID().toString(),
                "groups",
                List.of(role),
                "iat",
                now,
                "exp",
                now + LIFETIME,
                "tenant",
                tenant.toString());
        String signed = encoded(Api.json(Map.of("alg", "HS256", "typ", "JWT"))) + "." + encoded(Api.json(claims));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC with SHA-256, which every JDK has", e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
