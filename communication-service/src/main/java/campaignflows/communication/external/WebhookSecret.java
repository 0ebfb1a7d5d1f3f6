package campaignflows.communication.external;

import campaignflows.platform.web.problem.ProblemException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an external agent and this service sign with, in the form of Standard Webhooks: {@code whsec_} and a key in base64. */
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int MADE_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("whsec_[A-Za-z0-9+/]{32,88}={0,2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public WebhookSecret {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "Expected whsec_ and 24 to 64 bytes in base64, but it is something else");
        }
    }

    /** A new one that nobody knows. */
    static WebhookSecret made() {
        byte[] key = new byte[MADE_BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /**
     * The one that somebody gave; null: a new one.
     *
     * @param field how it is called in errors
     */
    static WebhookSecret givenOrMade(String field, @Nullable String given) {
        if (given == null) {
            return made();
        }
        if (!isValid(given)) {
            throw ProblemException.invalidField(
                    field,
                    "Give whsec_ and 24 to 64 random bytes in base64, as the agent's platform shows it, or leave it out: then"
                            + " one is made");
        }
        return new WebhookSecret(given);
    }

    byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    private static boolean isValid(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
            return bytes >= MIN_BYTES && bytes <= MAX_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
