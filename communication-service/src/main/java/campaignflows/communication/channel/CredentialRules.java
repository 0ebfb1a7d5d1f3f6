package campaignflows.communication.channel;

import campaignflows.communication.credential.Credentials;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials a channel may have. They are never shown, so a change names only what changes: what is absent stays,
 * null removes.
 */
final class CredentialRules {
    private static final Pattern TELEGRAM_SECRET = Pattern.compile("[A-Za-z0-9_-]+");

    private CredentialRules() {}

    /**
     * The credentials after a change; null if none are left.
     *
     * @param before  those that are stored; null if there are none
     * @param changes null in JSON removes all of them
     */
    static @Nullable Credentials changed(
            ChannelType type, @Nullable Credentials before, JsonNode changes, Instant now) {
        if (changes.isNull()) {
            return null;
        }
        if (!changes.isObject() || changes.isEmpty()) {
            throw ProblemException.invalidField(
                    "credentials", "Give at least one of " + String.join(", ", known(type)) + ", or null");
        }
        changes.fieldNames().forEachRemaining(name -> {
            if (!known(type).contains(name)) {
                throw ProblemException.invalidField(
                        "credentials." + name,
                        "A channel of type %s knows of %s"
                                .formatted(WireName.of(type), String.join(", ", known(type))));
            }
        });
        ObjectNode all = before == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(before);
        all.setAll((ObjectNode) changes);
        Credentials credentials = ChannelRules.read("credentials", all, Credentials.class);
        check(type, credentials);
        if (credentials.holdNothing()) {
            return null;
        }
        return before == null ? credentials : credentials.after(before, now);
    }

    private static void check(ChannelType type, Credentials credentials) {
        // A user name alone is what a sign-in by tokens has.
        boolean byToken = credentials.clientSecret() != null;
        requirePair("username", credentials.username(), "password", byToken ? "" : credentials.password());
        requirePair(
                "mailbox_username", credentials.mailboxUsername(), "mailbox_password", credentials.mailboxPassword());
        requirePair("api_key_sid", credentials.apiKeySid(), "api_key_secret", credentials.apiKeySecret());
        String secret = credentials.webhookSecret();
        if (type == ChannelType.TELEGRAM
                && secret != null
                && !TELEGRAM_SECRET.matcher(secret).matches()) {
            throw ProblemException.invalidField(
                    "credentials.webhook_secret",
                    "Telegram takes letters, digits, _ and - only: give the secret_token of setWebhook");
        }
    }

    private static void requirePair(String who, @Nullable String name, String what, @Nullable String secret) {
        if (name == null && secret != null && !secret.isEmpty() || name != null && secret == null) {
            throw ProblemException.invalidField(
                    "credentials." + (name == null ? who : what), "Give %s and %s, or neither".formatted(who, what));
        }
    }

    private static List<String> known(ChannelType type) {
        return ChannelForm.of(type).credentials();
    }
}
