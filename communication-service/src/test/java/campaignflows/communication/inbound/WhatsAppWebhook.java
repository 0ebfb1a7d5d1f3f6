package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Notifications of Meta, signed, as they come to the webhook of a channel. */
@NullMarked
public final class WhatsAppWebhook {
    public static final String SECRET = "app-secret-of-meta";

    private final UUID channel;
    private final WebhookService service;

    public WhatsAppWebhook(World world, UUID channel) {
        this.channel = channel;
        this.service = new WebhookService(
                new ChannelLookupRepository(),
                new InboundRepository(),
                new BlockedContactRepository(),
                new InboundChannelResolver(new ChannelLookupRepository()),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                world.db.database(),
                world.cipher,
                new InboundBodies(),
                new InboundSignal(),
                world.clock);
    }

    /** A receipt that bears our id. */
    public WebhookResponse status(UUID communicationId, String status) {
        return receive(FakeWhatsApp.NUMBER, "statuses", status("wamid.any", status, communicationId));
    }

    /** A receipt by WhatsApp's id alone. */
    public WebhookResponse statusOf(String wamid, String status) {
        return receive(FakeWhatsApp.NUMBER, "statuses", status(wamid, status, null));
    }

    public WebhookResponse failed(UUID communicationId, int code, String title) {
        ObjectNode failed = status("wamid.any", "failed", communicationId);
        ObjectNode error = failed.putArray("errors").addObject();
        error.put("code", code).put("title", title).put("message", title);
        error.putObject("error_data").put("details", title);
        return receive(FakeWhatsApp.NUMBER, "statuses", failed);
    }

    /** A text of a contact to one of the app's numbers. */
    public WebhookResponse says(String phoneNumberId, String wamid, String from, String text) {
        ObjectNode message = Json.mapper().createObjectNode();
        message.put("id", wamid)
                .put("from", from)
                .put("timestamp", "1749416383")
                .put("type", "text");
        message.putObject("text").put("body", text);
        return receive(phoneNumberId, "messages", message);
    }

    private static ObjectNode status(String wamid, String status, @Nullable UUID communicationId) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", wamid)
                .put("status", status)
                .put("timestamp", "1750263773")
                .put("recipient_id", "16505551234");
        if (communicationId != null) {
            node.put("biz_opaque_callback_data", communicationId.toString());
        }
        return node;
    }

    private WebhookResponse receive(String phoneNumberId, String property, ObjectNode one) {
        return receive(body(phoneNumberId, property, one), SECRET);
    }

    private static String body(String phoneNumberId, String property, ObjectNode one) {
        ObjectNode body = Json.mapper().createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode change = body.putArray("entry")
                .addObject()
                .put("id", "102290129340398")
                .putArray("changes")
                .addObject()
                .put("field", "messages");
        ObjectNode value = change.putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", "15550783881").put("phone_number_id", phoneNumberId);
        ArrayNode all = value.putArray(property);
        all.add(one);
        return body.toString();
    }

    /** A receipt that somebody else has signed. */
    public WebhookResponse forged(UUID communicationId, String status) {
        return receive(body(FakeWhatsApp.NUMBER, "statuses", status("wamid.any", status, communicationId)), "forged");
    }

    private WebhookResponse receive(String body, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String signature = "sha256=" + HexFormat.of().formatHex(Signatures.hmac(secret, bytes));
        return service.receive(channel, new SignedHead(null, signature, null), new ByteArrayInputStream(bytes));
    }
}
