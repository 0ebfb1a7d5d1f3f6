package campaignflows.communication.credential;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's provider asks for, and what it signs its calls with. It never leaves this service and never enters a log.
 *
 * @param username      for a mail server, with the password
 * @param webhookSecret Telegram's secret_token, Meta's app secret, else a secret of the customer's own
 * @param verifyToken   what Meta proves with that it was told of the webhook by its owner
 * @param botToken      of a Telegram bot, as BotFather gives it
 * @param accessToken   of a Meta app's system user
 * @param clientSecret  of the application that asks for access tokens for a mail server
 * @param refreshToken  by which it asks for them in the name of an account; null: in its own
 * @param mailboxUsername for the mailbox, with its password, where it is not the one for the mail server
 * @param authToken     of a Twilio account, which signs what Twilio calls with it
 * @param apiKeySid     of an API key of Twilio, to sign in with instead of the auth token
 * @param apiKeySecret  of the same
 * @param identitySecret by which the owner of a website signs who its visitors are
 * @param formerWebhookSecret the webhook secret before this one; never entered, only kept
 */
@Schema(
        description =
                "Of an email channel username, password and webhook_secret, of a sign-in by xoauth2 username, client_secret and refresh_token, of a mailbox with a sign-in of its own mailbox_username and mailbox_password; of Telegram bot_token and webhook_secret (the secret_token of setWebhook); of WhatsApp access_token, webhook_secret (the app secret) and verify_token; of voice auth_token, api_key_sid and api_key_secret, and webhook_secret; of web identity_secret and webhook_secret. Never shown again")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Credentials(
        @Nullable String username,
        @Nullable String password,
        @Nullable String webhookSecret,
        @Nullable String verifyToken,
        @Nullable String botToken,
        @Nullable String accessToken,
        @Nullable String clientSecret,
        @Nullable String refreshToken,
        @Nullable String mailboxUsername,
        @Nullable String mailboxPassword,
        @Nullable String authToken,
        @Nullable String apiKeySid,
        @Nullable String apiKeySecret,
        @Nullable String identitySecret,
        @Schema(hidden = true) @Nullable FormerSecret formerWebhookSecret) {
    /** How long a webhook secret that was replaced is still taken. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final Pattern BOT_TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{3,200}");
    private static final Pattern AUTH_TOKEN = Pattern.compile("[0-9a-zA-Z]{16,100}");
    private static final Pattern API_KEY = Pattern.compile("SK[0-9a-fA-F]{32}");
    private static final int MAX_LENGTH = 1_000;

    /** Refresh tokens of Microsoft have far more than a thousand characters. */
    private static final int MAX_TOKEN = 8_000;

    private static final int MIN_SECRET = 8;
    private static final int MIN_IDENTITY_SECRET = 32;
    private static final int MAX_SECRET = 256;

    public Credentials {
        requireText("credentials.username", username);
        requireText("credentials.password", password);
        requireSecret("credentials.webhook_secret", webhookSecret);
        requireSecret("credentials.verify_token", verifyToken);
        requireBotToken(botToken);
        requireAccessToken(accessToken);
        requireText("credentials.client_secret", clientSecret);
        requireToken("credentials.refresh_token", refreshToken);
        requireText("credentials.mailbox_username", mailboxUsername);
        requireText("credentials.mailbox_password", mailboxPassword);
        require(AUTH_TOKEN, "credentials.auth_token", authToken, "Give the auth token as Twilio's console shows it");
        require(
                API_KEY,
                "credentials.api_key_sid",
                apiKeySid,
                "Give the SID of the API key: SK and 32 digits and letters");
        require(
                AUTH_TOKEN,
                "credentials.api_key_secret",
                apiKeySecret,
                "Give the secret of the API key as Twilio showed it");
        requireIdentitySecret(identitySecret);
    }

    /** The public part of the bot's token, which stays when the token is changed; null without one. */
    public @Nullable String botId() {
        String token = botToken;
        return token == null ? null : token.substring(0, token.indexOf(':'));
    }

    /** Of a mail server. */
    public static Credentials login(String username, String password) {
        return new Credentials(
                username, password, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same, with the webhook secret of before for as long as it still counts, if there is another one now. */
    public Credentials after(Credentials before, Instant now) {
        String was = before.webhookSecret;
        FormerSecret former = webhookSecret == null || was == null
                ? null
                : was.equals(webhookSecret)
                        ? before.formerWebhookSecret
                        : new FormerSecret(was, now.plus(OVERLAP).truncatedTo(ChronoUnit.SECONDS));
        return new Credentials(
                username,
                password,
                webhookSecret,
                verifyToken,
                botToken,
                accessToken,
                clientSecret,
                refreshToken,
                mailboxUsername,
                mailboxPassword,
                authToken,
                apiKeySid,
                apiKeySecret,
                identitySecret,
                former);
    }

    /** The webhook secrets that count, the present one first. */
    public List<String> webhookSecrets(Instant now) {
        List<String> secrets = new ArrayList<>();
        if (webhookSecret != null) {
            secrets.add(webhookSecret);
        }
        FormerSecret former = formerWebhookSecret;
        if (former != null && now.isBefore(former.until())) {
            secrets.add(former.secret());
        }
        return secrets;
    }

    public boolean holdNothing() {
        return Stream.of(
                        username,
                        password,
                        webhookSecret,
                        verifyToken,
                        botToken,
                        accessToken,
                        clientSecret,
                        refreshToken,
                        mailboxUsername,
                        mailboxPassword,
                        authToken,
                        apiKeySid,
                        apiKeySecret,
                        identitySecret)
                .allMatch(Objects::isNull);
    }

    private static void requireText(String field, @Nullable String text) {
        if (text != null
                && (text.isEmpty() || text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c < ' '))) {
            throw ProblemException.invalidField(field, "Give 1 to 1000 characters without control characters");
        }
    }

    private static void requireToken(String field, @Nullable String token) {
        if (token != null
                && (token.isEmpty()
                        || token.length() > MAX_TOKEN
                        || token.chars().anyMatch(c -> c <= ' ' || c > '~'))) {
            throw ProblemException.invalidField(
                    field, "Give the token as it was issued: at most 8000 letters, digits and signs, without spaces");
        }
    }

    /** It becomes a part of an address, so that nothing else may be in it. */
    private static void requireBotToken(@Nullable String token) {
        if (token != null && !BOT_TOKEN.matcher(token).matches()) {
            throw ProblemException.invalidField(
                    "credentials.bot_token",
                    "Give the token of the bot as BotFather gave it, such as 123456:ABC-DEF1234");
        }
    }

    /** Each becomes a part of a header or an address. */
    private static void require(Pattern form, String field, @Nullable String text, String otherwise) {
        if (text != null && !form.matcher(text).matches()) {
            throw ProblemException.invalidField(field, otherwise);
        }
    }

    /** It becomes a header, so that nothing may be in it that ends one. */
    private static void requireAccessToken(@Nullable String token) {
        if (token != null
                && (token.isEmpty()
                        || token.length() > MAX_LENGTH
                        || token.chars().anyMatch(c -> c <= ' ' || c > '~'))) {
            throw ProblemException.invalidField(
                    "credentials.access_token",
                    "Give the access token as Meta shows it: at most 1000 letters and digits");
        }
    }

    /** Whoever guesses it may speak as any customer of the tenant. */
    private static void requireIdentitySecret(@Nullable String text) {
        if (text != null
                && (text.length() < MIN_IDENTITY_SECRET
                        || text.length() > MAX_SECRET
                        || text.chars().anyMatch(c -> c <= ' ' || c > '~'))) {
            throw ProblemException.invalidField(
                    "credentials.identity_secret",
                    "Give 32 to 256 letters, digits and punctuation of ASCII, without spaces, chosen at random");
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
