package campaignflows.communication.inbound;

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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of the WhatsApp Cloud API, which may bring several messages at once. Receipts of messages sent
 * ({@code statuses}) are passed over as long as nothing is sent by WhatsApp here; so are reactions and what WhatsApp itself says.
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
    public Delivery read(byte[] body) {
        JsonNode notification = ProviderJson.object(body);
        if (!OBJECT.equals(notification.path("object").asText())) {
            throw ProblemException.malformed("Expected a notification of a WhatsApp Business account");
        }
        List<InboundMessage> messages = new ArrayList<>();
        int ignored = 0;
        for (JsonNode entry : notification.path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                JsonNode value = change.path("value");
                Map<String, String> names = names(value.path("contacts"));
                for (JsonNode each : value.path("messages")) {
                    @Nullable InboundMessage message = message(each, names);
                    if (message == null) {
                        ignored++;
                    } else {
                        messages.add(message);
                    }
                }
                ignored += value.path("messages").isArray() ? 0 : 1;
            }
        }
        return new Delivery(messages, ignored);
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

    private static @Nullable InboundMessage message(JsonNode message, Map<String, String> names) {
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
                ProviderJson.seconds(message.path("timestamp")));
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
