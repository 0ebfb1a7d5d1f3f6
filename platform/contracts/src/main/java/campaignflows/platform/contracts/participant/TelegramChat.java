package campaignflows.platform.contracts.participant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Telegram chat by which a customer is reached, at participant-service:
 * {@code GET /internal/v1/customers/{id}/telegram-chat},
 * {@code GET /internal/v1/campaigns/{id}/participants/{id}/telegram-chat} and
 * {@code POST /internal/v1/customers/{id}/telegram-chat}; 404 if the tenant has no such customer or participant.
 */
public final class TelegramChat {
    private TelegramChat() {}

    /**
     * The state at this moment.
     *
     * @param telegramId null if no chat is known
     */
    public record Answer(UUID customerId, @Nullable String telegramId) {}

    /**
     * Ties a chat to the customer. A repeat changes nothing.
     *
     * @param formerly the customer's chat when this was decided: should it be another one by now, nothing changes
     */
    public record Tie(
            UUID tenantId, String telegramId, @Nullable String formerly) {}

    /** The response to {@link Tie}. */
    public record Tied(Outcome outcome) {}

    /** What became of it. */
    public enum Outcome {
        /** The chat is the customer's, now or already. */
        TIED,
        /** Another customer has this chat and keeps it (rule P1: never a silent merge). */
        TAKEN,
        /** The customer's chat is another one than the caller thought. */
        CHANGED_MEANWHILE
    }
}
