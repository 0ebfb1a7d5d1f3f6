package campaignflows.communication.external;

import campaignflows.communication.credential.HmacKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signatures as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> has them: {@code v1,} and base64 of
 * HMAC-SHA256 over {@code id.timestamp.body}. A call whose time is too far from ours does not count, so that one that was
 * recorded cannot be played again; within that time a repeat is known by its id.
 */
final class StandardWebhook {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";
    private static final Pattern ID_FORM = Pattern.compile("[!-~]{1,200}");
    private static final Pattern TIMESTAMP_FORM = Pattern.compile("[0-9]{1,12}");
    private static final int MOST_SIGNATURES = 20;
    private static final int MAX_SIGNATURES = 4_000;

    private StandardWebhook() {}

    /** What the head of a call says of its signature. */
    record Head(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature) {}

    /** The value of the header, a signature by each of the secrets. */
    static String sign(List<WebhookSecret> secrets, String id, long timestamp, byte[] body) {
        return secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(code(secret, id, timestamp, body)))
                .collect(Collectors.joining(" "));
    }

    /**
     * Judges the head of a call, so that nothing is read of a stranger's body.
     *
     * @return how the body is to be checked; empty if the head alone shows that the call does not count
     */
    static Optional<Predicate<byte[]>> check(Head head, List<WebhookSecret> secrets, Instant now) {
        String id = head.id();
        String time = head.timestamp();
        String signature = head.signature();
        if (id == null
                || time == null
                || signature == null
                || !ID_FORM.matcher(id).matches()
                || !TIMESTAMP_FORM.matcher(time).matches()
                || signature.length() > MAX_SIGNATURES) {
            return Optional.empty();
        }
        long timestamp = Long.parseLong(time);
        Duration age = Duration.between(Instant.ofEpochSecond(timestamp), now);
        List<byte[]> given = codes(signature);
        if (age.abs().compareTo(TOLERANCE) > 0 || given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(body -> {
            boolean right = false;
            for (WebhookSecret secret : secrets) {
                byte[] expected = code(secret, id, timestamp, body);
                for (byte[] code : given) {
                    right |= MessageDigest.isEqual(expected, code);
                }
            }
            return right;
        });
    }

    /** Signatures of other versions are passed over. */
    private static List<byte[]> codes(String header) {
        List<byte[]> codes = new ArrayList<>();
        for (String part : header.strip().split(" +", MOST_SIGNATURES + 1)) {
            if (part.startsWith(VERSION) && codes.size() < MOST_SIGNATURES) {
                try {
                    codes.add(Base64.getDecoder().decode(part.substring(VERSION.length())));
                } catch (IllegalArgumentException e) {
                    // One that is none; another one may be right.
                    continue;
                }
            }
        }
        return codes;
    }

    private static byte[] code(WebhookSecret secret, String id, long timestamp, byte[] body) {
        return HmacKey.of(secret.key()).sign((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body);
    }
}
