package campaignflows.communication.dispatch;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.values.FieldType;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An external agent on a WhatsApp channel, and people with a number. */
@NullMarked
abstract class ExternalDispatchFixture extends WorldFixture {
    static final String ADDRESS = "+49301234567";
    FakeAgent platform;
    UUID channel;
    UUID agent;
    DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        platform = new FakeAgent();
        channel = world.channel(ChannelType.WHATSAPP);
        agent = world.externalAgent(
                platform.url(),
                FakeAgent.SECRET,
                List.of(channel),
                List.of(new AgentView.Result("answer", "Answer", FieldType.ENUMERATION, List.of("yes", "no"))));
        parts = replica();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    DispatchParts replica() {
        return new DispatchParts(world, participants -> contacts(participants, ADDRESS), Map.of());
    }

    /** One that does not wait long for a response, where there will be none. */
    DispatchParts impatientReplica() {
        return new DispatchParts(
                world, participants -> contacts(participants, ADDRESS), Map.of("http.answer-timeout", "PT2S"));
    }

    Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent, Ids.v7(), world.now());
        world.apply(plan);
        return plan;
    }

    /** Another copy of the service, which knows of no pause. */
    void later(Duration time) {
        world.clock.move(time);
        parts = replica();
        parts.passAll();
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants, String address) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            known.put(
                    participant,
                    new ContactPoints.Contact(
                            world.tenant,
                            world.campaign,
                            participant,
                            Map.of(ChannelType.WHATSAPP, address, ChannelType.TELEGRAM, address),
                            Set.of()));
        }
        return known;
    }
}
