package campaignflows.communication.dispatch;

import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.World;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
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

/** A Telegram channel with a message agent, and people with chats. */
@NullMarked
abstract class TelegramDispatchFixture extends WorldFixture {
    final Map<UUID, Long> chatByParticipant = new HashMap<>();
    FakeTelegram telegram;
    UUID channel;
    UUID agent;
    DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        telegram = new FakeTelegram();
        channel = world.telegramChannel();
        agent = world.messageAgent(channel);
        parts = replica();
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

    DispatchParts replica() {
        return new DispatchParts(world, this::contacts, Map.of("telegram.api", telegram.url()));
    }

    /** One that does not wait long for an answer, where there will be none. */
    DispatchParts impatientReplica() {
        return new DispatchParts(
                world, this::contacts, Map.of("telegram.api", telegram.url(), "http.answer-timeout", "PT2S"));
    }

    Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = newPlan();
        world.apply(plan);
        return plan;
    }

    Envelope<CommunicationCommand> newPlan() {
        UUID participant = Ids.v7();
        long chat = 1_000L + chatByParticipant.size();
        chatByParticipant.put(participant, chat);
        telegram.chats.add(chat);
        return world.plan(ChannelType.TELEGRAM, channel, agent, participant, world.now());
    }

    Envelope<CommunicationCommand> planTo(UUID participant) {
        Envelope<CommunicationCommand> plan =
                world.plan(ChannelType.TELEGRAM, channel, agent, participant, world.now());
        world.apply(plan);
        return plan;
    }

    long chatOf(Envelope<CommunicationCommand> plan) {
        return chatByParticipant.getOrDefault(plan.data().participantId(), 0L);
    }

    void enterToken() {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(
                        null, null, World.json("{\"bot_token\":\"%s\"}".formatted(FakeTelegram.TOKEN)), null));
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            Long chat = chatByParticipant.get(participant);
            known.put(
                    participant,
                    new ContactPoints.Contact(
                            world.tenant,
                            participant,
                            chat == null ? Map.of() : Map.of(ChannelType.TELEGRAM, chat.toString()),
                            Set.of()));
        }
        return known;
    }
}
