package campaignflows.communication.startlink;

import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks participant-service. */
@Singleton
public final class ChatDirectoryClient implements ChatDirectory {
    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String OF_CUSTOMER = "/internal/v1/customers/{}/telegram-chat";
    private static final String OF_PARTICIPANT = "/internal/v1/campaigns/{}/participants/{}/telegram-chat";

    private final InternalHttp http;

    public ChatDirectoryClient(InternalHttp http) {
        this.http = http;
    }

    @Override
    public Optional<TelegramChat.Answer> ofCustomer(UUID tenantId, UUID customerId) {
        return found(() -> http.to(ServiceName.PARTICIPANT)
                .get(OF_CUSTOMER, customerId)
                .query("tenant", tenantId)
                .asService(tenantId)
                .timeout(TIMEOUT)
                .as(TelegramChat.Answer.class));
    }

    @Override
    public Optional<TelegramChat.Answer> ofParticipant(UUID tenantId, UUID campaignId, UUID participantId) {
        return found(() -> http.to(ServiceName.PARTICIPANT)
                .get(OF_PARTICIPANT, campaignId, participantId)
                .query("tenant", tenantId)
                .asService(tenantId)
                .timeout(TIMEOUT)
                .as(TelegramChat.Answer.class));
    }

    @Override
    public Optional<TelegramChat.Outcome> tie(UUID customerId, TelegramChat.Tie tie) {
        return found(() -> http.to(ServiceName.PARTICIPANT)
                .post(OF_CUSTOMER, customerId)
                .asService(tie.tenantId())
                .json(tie)
                .timeout(TIMEOUT)
                .as(TelegramChat.Tied.class)
                .outcome());
    }

    private static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }
}
