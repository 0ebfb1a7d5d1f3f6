package campaignflows.communication.startlink;

import campaignflows.platform.contracts.participant.TelegramChat;
import java.util.Optional;
import java.util.UUID;

/** Who knows by which Telegram chats people are reached. All of it may be repeated without harm. */
public interface ChatDirectory {

    /** Empty if the tenant has no such customer. */
    Optional<TelegramChat.Answer> ofCustomer(UUID tenantId, UUID customerId);

    /** Empty if the tenant's campaign has no such participant. */
    Optional<TelegramChat.Answer> ofParticipant(UUID tenantId, UUID campaignId, UUID participantId);

    /** Empty if the tenant has no such customer any more. */
    Optional<TelegramChat.Outcome> tie(UUID customerId, TelegramChat.Tie tie);
}
