package campaignflows.gateway.user;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** The codes of authenticator apps (RFC 6238), of the kind that all of them know: SHA-1, six digits, 30 seconds. */
final class Totp {
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = GENERATOR.getTimeStep().toSeconds();
    private static final int SECRET_BYTES = 20;
    /** Of 20 bytes, which need no padding. */
    private static final Pattern SECRET = Pattern.compile("[A-Z2-7]{32}");

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final String ISSUER = "Campaign Flows";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private Totp(byte[] secret) {
        this.secret = secret;
    }

    static Totp create() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Totp(secret);
    }

    static Totp of(byte[] secret) {
        return new Totp(secret.clone());
    }

    /** From how people type it; empty if it is no secret of ours. */
    static Optional<Totp> read(String text) {
        return SECRET.matcher(text).matches() ? Optional.of(new Totp(new Base32().decode(text))) : Optional.empty();
    }

    /** Whether it looks like a code of an app, and not like a recovery code. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    byte[] secret() {
        return secret.clone();
    }

    /** As people type it. */
    String text() {
        return new Base32().encodeToString(secret);
    }

    /** What an app reads from a QR code. */
    String address(String email) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(encoded(ISSUER), encoded(email), text(), encoded(ISSUER));
    }

    /**
     * The period whose code this is: the present one, or one of its neighbours, since clocks differ and people type slowly.
     *
     * @param after a period whose code has been used; no code counts twice
     */
    OptionalLong stepOf(String code, Instant now, long after) {
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        for (long step = present - 1; step <= present + 1; step++) {
            if (step > after && isSame(code, codeOf(step))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private String codeOf(long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret, GENERATOR.getAlgorithm()), Instant.ofEpochSecond(step * STEP_SECONDS));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Expected that any bytes are a key", e);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** A form's plus sign would be read as one. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A secret belongs in no log. */
    @Override
    public String toString() {
        return "Totp";
    }
}
