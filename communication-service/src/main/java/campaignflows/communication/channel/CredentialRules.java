package campaignflows.communication.channel;

import campaignflows.communication.credential.Credentials;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
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
    static @Nullable Credentials changed(ChannelType type, @Nullable Credentials before, JsonNode changes) {
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
                                .formatted(type.name().toLowerCase(Locale.ROOT), String.join(", ", known(type))));
            }
        });
        ObjectNode all = before == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(before);
        all.setAll((ObjectNode) changes);
        Credentials credentials = ChannelRules.read("credentials", all, Credentials.class);
        check(type, credentials);
        return credentials.holdNothing() ? null : credentials;
    }

    private static void check(ChannelType type, Credentials credentials) {
        if ((credentials.username() == null) != (credentials.password() == null)) {
            throw ProblemException.invalidField(
                    credentials.username() == null ? "credentials.username" : "credentials.password",
                    "Give username and password, or neither");
        }
        if ((credentials.apiKeySid() == null) != (credentials.apiKeySecret() == null)) {
            throw ProblemException.invalidField(
                    credentials.apiKeySid() == null ? "credentials.api_key_sid" : "credentials.api_key_secret",
                    "Give the SID and the secret of the API key, or neither");
        }
        String secret = credentials.webhookSecret();
        if (type == ChannelType.TELEGRAM
                && secret != null
                && !TELEGRAM_SECRET.matcher(secret).matches()) {
            throw ProblemException.invalidField(
                    "credentials.webhook_secret",
                    "Telegram takes letters, digits, _ and - only: give the secret_token of setWebhook");
        }
    }

    private static List<String> known(ChannelType type) {
        return ChannelForm.of(type).credentials();
    }
}
