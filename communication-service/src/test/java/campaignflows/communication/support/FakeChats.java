package campaignflows.communication.support;

import campaignflows.communication.startlink.ChatDirectory;
import campaignflows.communication.startlink.StartPayloads;
import campaignflows.communication.startlink.TelegramStartHandler;
import campaignflows.platform.contracts.participant.TelegramChat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Participant-service as far as it knows people's Telegram chats, as a model of its contract. */
public final class FakeChats implements ChatDirectory {
    /** The chat of each customer that is there; empty: none. */
    public final Map<UUID, Optional<String>> chats = new HashMap<>();

    /** Customers by participant. */
    public final Map<UUID, UUID> participants = new HashMap<>();

    /** What came of each tie, in order. */
    public final List<TelegramChat.Outcome> ties = new ArrayList<>();

    /** Thrown by every call; null: none. */
    public @Nullable RuntimeException failure;

    /** The commands of a bot's chats, with these as who knows them. */
    public TelegramStartHandler commands(Clock clock) {
        return new TelegramStartHandler(new StartPayloads(Settings.with(Map.of())), this, clock);
    }

    /** Of a service whose contacts come by no links. */
    public static TelegramStartHandler none(Clock clock) {
        return new FakeChats().commands(clock);
    }

    public Optional<UUID> ownerOf(String telegramId) {
        return chats.entrySet().stream()
                .filter(each -> each.getValue().equals(Optional.of(telegramId)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized Optional<TelegramChat.Answer> ofCustomer(UUID tenantId, UUID customerId) {
        fail();
        return Optional.ofNullable(chats.get(customerId))
                .map(chat -> new TelegramChat.Answer(customerId, chat.orElse(null)));
    }

    @Override
    public synchronized Optional<TelegramChat.Answer> ofParticipant(
            UUID tenantId, UUID campaignId, UUID participantId) {
        return Optional.ofNullable(participants.get(participantId)).flatMap(id -> ofCustomer(tenantId, id));
    }

    @Override
    public synchronized Optional<TelegramChat.Outcome> tie(UUID customerId, TelegramChat.Tie tie) {
        fail();
        Optional<String> now = chats.get(customerId);
        if (now == null) {
            return Optional.empty();
        }
        TelegramChat.Outcome outcome = outcome(customerId, now.orElse(null), tie);
        ties.add(outcome);
        if (outcome == TelegramChat.Outcome.TIED) {
            chats.put(customerId, Optional.of(tie.telegramId()));
        }
        return Optional.of(outcome);
    }

    private TelegramChat.Outcome outcome(UUID customerId, @Nullable String now, TelegramChat.Tie tie) {
        if (tie.telegramId().equals(now)) {
            return TelegramChat.Outcome.TIED;
        }
        if (!Objects.equals(now, tie.formerly())) {
            return TelegramChat.Outcome.CHANGED_MEANWHILE;
        }
        return ownerOf(tie.telegramId())
                        .filter(owner -> !owner.equals(customerId))
                        .isPresent()
                ? TelegramChat.Outcome.TAKEN
                : TelegramChat.Outcome.TIED;
    }

    private void fail() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }
}
