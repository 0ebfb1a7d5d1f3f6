package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;

import campaignflows.communication.inbound.WhatsAppWebhook;
import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.MessageContent.ApprovedTemplate;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A WhatsApp channel with a message agent, a contact, and the webhook that brings receipts. */
@NullMarked
abstract class WhatsAppDispatchFixture extends WorldFixture {
    static final String CONTACT = "16505551234";
    FakeWhatsApp whatsapp;
    WhatsAppWebhook webhook;
    UUID channel;
    UUID agent;
    DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        whatsapp = new FakeWhatsApp();
        channel = world.whatsAppChannel(FakeWhatsApp.NUMBER);
        agent = world.messageAgent(channel);
        webhook = new WhatsAppWebhook(world, channel);
        parts = replica();
    }

    @AfterEach
    void stop() {
        whatsapp.close();
    }

    DispatchParts replica() {
        return new DispatchParts(world, this::contacts, Map.of("whatsapp.api", whatsapp.url()));
    }

    /** One that does not wait long for an answer, where there will be none. */
    DispatchParts impatientReplica() {
        return new DispatchParts(
                world, this::contacts, Map.of("whatsapp.api", whatsapp.url(), "http.answer-timeout", "PT2S"));
    }

    UUID template(String... variables) {
        return plan(new MessageContent(null, null, new ApprovedTemplate("reminder", "en", List.of(variables))));
    }

    UUID text(String text) {
        return plan(new MessageContent(null, text, null));
    }

    UUID plan(MessageContent content) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent, content);
        world.apply(plan);
        return idOf(plan);
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        participants.forEach(id -> known.put(
                id,
                new ContactPoints.Contact(world.tenant, id, Map.of(ChannelType.WHATSAPP, "+" + CONTACT), Set.of())));
        return known;
    }
}
