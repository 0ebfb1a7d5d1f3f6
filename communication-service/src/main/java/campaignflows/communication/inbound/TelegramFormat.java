package campaignflows.communication.inbound;

import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Updates of Telegram's Bot API: what a person writes to the bot in private, and the buttons that it presses there. Edits,
 * what happens in groups and channels, and other bots are no contact's messages. Telegram sends no receipts.
 *
 * <p>The secret is the {@code secret_token} of setWebhook, which comes with every call.
 */
final class TelegramFormat implements WebhookFormat {
    static final TelegramFormat INSTANCE = new TelegramFormat();

    private static final int MAX_BYTES = 1 << 20;

    /** Parts of a message that say of what kind it is when it has no text; the first that is there counts. */
    private static final List<String> KINDS = List.of(
            "photo",
            "voice",
            "video",
            "video_note",
            "audio",
            "animation",
            "document",
            "sticker",
            "contact",
            "venue",
            "location",
            "poll",
            "dice");

    /** What Telegram itself says in a chat. */
    private static final Set<String> OF_THE_CHAT = Set.of("pinned_message", "message_auto_delete_timer_changed");

    private TelegramFormat() {}

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Optional<Predicate<byte[]>> signature(SignedHead head, String secret, Instant now) {
        String token = head.telegramToken();
        return token != null && Signatures.same(secret, token) ? Optional.of(body -> true) : Optional.empty();
    }

    @Override
    public WebhookPayload read(byte[] body) {
        JsonNode update = ProviderJson.object(body);
        JsonNode id = update.path("update_id");
        if (!id.isIntegralNumber()) {
            throw ProblemException.malformed("Expected an update of Telegram with its update_id, but there is none");
        }
        JsonNode message = update.path("message");
        JsonNode press = update.path("callback_query");
        @Nullable InboundMessage read = null;
        if (message.isObject()) {
            read = message(id.asText(), message, message.path("from"), said(message));
        } else if (press.isObject()) {
            read = message(id.asText(), press.path("message"), press.path("from"), pressed(press));
        }
        return read == null ? WebhookPayload.ofNothing() : WebhookPayload.of(read);
    }

    /** Null if nobody wrote it, or not to the bot alone. */
    private static @Nullable InboundMessage message(
            String updateId, JsonNode message, JsonNode from, @Nullable String said) {
        @Nullable String telegramId = ProviderJson.scalar(from.path("id"));
        boolean inPrivate = "private".equals(message.path("chat").path("type").asText());
        if (telegramId == null
                || said == null
                || !inPrivate
                || from.path("is_bot").asBoolean(false)) {
            return null;
        }
        Map<String, String> identifiers = new HashMap<>();
        identifiers.put(Identifier.TELEGRAM_ID.fieldName(), telegramId);
        @Nullable String username = ProviderJson.scalar(from.path("username"));
        if (username != null) {
            identifiers.put(Identifier.TELEGRAM_USERNAME.fieldName(), username);
        }
        String name = from.path("first_name").asText("") + " "
                + from.path("last_name").asText("");
        return new InboundMessage(
                "update:" + updateId,
                identifiers,
                ProviderJson.name(name),
                ProviderJson.text(said),
                ProviderJson.seconds(message.path("date")));
    }

    private static @Nullable String said(JsonNode message) {
        for (String property : List.of("text", "caption")) {
            if (message.path(property).isTextual()) {
                return message.path(property).textValue();
            }
        }
        for (String kind : KINDS) {
            if (message.has(kind)) {
                return "[" + kind.replace('_', ' ') + "]";
            }
        }
        Iterator<String> names = message.fieldNames();
        while (names.hasNext()) {
            if (OF_THE_CHAT.contains(names.next())) {
                return null;
            }
        }
        return ProviderJson.NO_TEXT;
    }

    private static @Nullable String pressed(JsonNode press) {
        return press.path("data").isTextual() ? press.path("data").textValue() : null;
    }
}
