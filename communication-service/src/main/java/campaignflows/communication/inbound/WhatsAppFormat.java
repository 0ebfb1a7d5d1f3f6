package campaignflows.communication.inbound;

import campaignflows.communication.whatsapp.WhatsAppError;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of the WhatsApp Cloud API, which may bring several messages and receipts ({@code statuses}) at once, of any
 * number of the app. Reactions and what WhatsApp itself says are passed over.
 *
 * <p>The secret is the app's, with which Meta signs each body as it is.
 */
final class WhatsAppFormat implements WebhookFormat {
    static final WhatsAppFormat INSTANCE = new WhatsAppFormat();

    /** Meta: payloads can be up to 3 MB. */
    private static final int MAX_BYTES = 3 << 20;

    private static final String OBJECT = "whatsapp_business_account";
    private static final Pattern SIGNATURE = Pattern.compile("sha256=([0-9a-fA-F]{64})");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{5,20}");

    private static final Pattern OUR_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private WhatsAppFormat() {}

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Optional<Predicate<byte[]>> signature(SignedHead head, String secret, Instant now) {
        String given = head.hubSignature();
        var matcher = SIGNATURE.matcher(given == null ? "" : given);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] expected = HexFormat.of().parseHex(matcher.group(1));
        return Optional.of(body -> Signatures.same(expected, Signatures.hmac(secret, body)));
    }

    @Override
    public WebhookPayload read(byte[] body) {
        JsonNode notification = ProviderJson.object(body);
        if (!OBJECT.equals(notification.path("object").asText())) {
            throw ProblemException.malformed("Expected a notification of a WhatsApp Business account");
        }
        Reading reading = new Reading();
        for (JsonNode entry : notification.path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                reading.add(change.path("value"));
            }
        }
        return new WebhookPayload(reading.messages, reading.receipts, reading.ignored);
    }

    /** What was found so far. */
    private static final class Reading {
        private final List<InboundMessage> messages = new ArrayList<>();
        private final List<Receipt> receipts = new ArrayList<>();
        private int ignored;

        private void add(JsonNode value) {
            Map<String, String> names = names(value.path("contacts"));
            @Nullable String line = ProviderJson.scalar(value.path("metadata").path("phone_number_id"));
            for (JsonNode each : value.path("messages")) {
                put(messages, message(each, names, line));
            }
            for (JsonNode each : value.path("statuses")) {
                put(receipts, receipt(each));
            }
            if (!value.path("messages").isArray() && !value.path("statuses").isArray()) {
                ignored++;
            }
        }

        private <T> void put(List<T> found, @Nullable T one) {
            if (one == null) {
                ignored++;
            } else {
                found.add(one);
            }
        }
    }

    /** Null if it says nothing of how far a message has come. */
    private static @Nullable Receipt receipt(JsonNode status) {
        @Nullable String id = ProviderJson.scalar(status.path("id"));
        Receipt.@Nullable Stage stage = switch (status.path("status").asText()) {
            case "sent" -> Receipt.Stage.SENT;
            case "delivered" -> Receipt.Stage.DELIVERED;
            // A voice message that was listened to.
            case "read", "played" -> Receipt.Stage.READ;
            case "failed" -> Receipt.Stage.FAILED;
            default -> null;
        };
        if (id == null || id.length() > InboundMessage.MAX_PROVIDER_ID || stage == null) {
            return null;
        }
        UUID ours = ours(status.path("biz_opaque_callback_data").asText(""));
        if (stage != Receipt.Stage.FAILED) {
            return new Receipt(ours, id, stage, null, false);
        }
        WhatsAppError error = WhatsAppError.of(status.path("errors").path(0));
        return new Receipt(ours, id, stage, error.reason(), error.meaning() == WhatsAppError.Meaning.STOP);
    }

    /** Null if it is not of the form of our ids: others send by the same app too. */
    private static @Nullable UUID ours(String data) {
        return OUR_ID.matcher(data).matches() ? UUID.fromString(data) : null;
    }

    /** Names by WhatsApp id. */
    private static Map<String, String> names(JsonNode contacts) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode contact : contacts) {
            @Nullable String id = ProviderJson.scalar(contact.path("wa_id"));
            @Nullable
            String name = ProviderJson.name(contact.path("profile").path("name").asText(""));
            if (id != null && name != null) {
                names.put(id, name);
            }
        }
        return names;
    }

    private static @Nullable InboundMessage message(
            JsonNode message, Map<String, String> names, @Nullable String line) {
        @Nullable String id = ProviderJson.scalar(message.path("id"));
        @Nullable String from = ProviderJson.scalar(message.path("from"));
        @Nullable String said = said(message);
        if (id == null || id.length() > InboundMessage.MAX_PROVIDER_ID || from == null || said == null) {
            return null;
        }
        if (!DIGITS.matcher(from).matches()) {
            return null;
        }
        // A WhatsApp id is the phone number with its country code, and nothing before that.
        String number = from.startsWith("+") ? from : "+" + from;
        return new InboundMessage(
                id,
                Map.of(Identifier.WHATSAPP_ID.fieldName(), number, Identifier.PHONE.fieldName(), number),
                names.get(from),
                ProviderJson.text(said),
                ProviderJson.seconds(message.path("timestamp")),
                line);
    }

    /** What was said; null if it is nothing that a contact says. */
    private static @Nullable String said(JsonNode message) {
        String type = message.path("type").asText();
        JsonNode content = message.path(type);
        return switch (type) {
            case "text" -> content.path("body").asText("");
            case "button" -> content.path("text").asText("[button]");
            case "interactive" -> chosen(content);
            case "image", "video", "audio", "document", "sticker" ->
                content.path("caption").asText("[" + type + "]");
            case "location" -> "[location]";
            case "contacts" -> "[contact]";
            case "order" -> "[order]";
            case "unsupported" -> ProviderJson.NO_TEXT;
            default -> null;
        };
    }

    private static String chosen(JsonNode interactive) {
        JsonNode reply = interactive.path(interactive.path("type").asText());
        return reply.path("title").asText("[answer]");
    }
}
