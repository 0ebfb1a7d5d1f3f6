package campaignflows.communication.credential;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's provider asks for, and what it signs its calls with. It never leaves this service and never enters a log.
 *
 * @param username      for a mail server, with the password
 * @param webhookSecret Telegram's secret_token, Meta's app secret, else a secret of the customer's own
 * @param verifyToken   what Meta proves with that it was told of the webhook by its owner
 */
@Schema(
        description =
                "Of an email channel username, password and webhook_secret; of WhatsApp webhook_secret (the app secret) and verify_token; else webhook_secret. Never shown again")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Credentials(
        @Nullable String username,
        @Nullable String password,
        @Nullable String webhookSecret,
        @Nullable String verifyToken) {
    private static final int MAX_LENGTH = 1_000;
    private static final int MIN_SECRET = 8;
    private static final int MAX_SECRET = 256;

    public Credentials {
        requireText("credentials.username", username);
        requireText("credentials.password", password);
        requireSecret("credentials.webhook_secret", webhookSecret);
        requireSecret("credentials.verify_token", verifyToken);
    }

    /** Of a mail server. */
    public static Credentials login(String username, String password) {
        return new Credentials(username, password, null, null);
    }

    public boolean holdNothing() {
        return username == null && password == null && webhookSecret == null && verifyToken == null;
    }

    private static void requireText(String field, @Nullable String text) {
        if (text != null
                && (text.isEmpty() || text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c < ' '))) {
            throw ProblemException.invalidField(field, "Give 1 to 1000 characters without control characters");
        }
    }

    private static void requireSecret(String field, @Nullable String text) {
        if (text != null
                && (text.length() < MIN_SECRET
                        || text.length() > MAX_SECRET
                        || text.chars().anyMatch(c -> c <= ' ' || c > '~'))) {
            throw ProblemException.invalidField(
                    field, "Give 8 to 256 letters, digits and punctuation of ASCII, without spaces");
        }
    }

    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
