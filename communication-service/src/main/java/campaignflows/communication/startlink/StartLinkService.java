package campaignflows.communication.startlink;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.telegram.BotNames;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes links for customers. Nothing is stored: the payload says all of it. */
@Singleton
public final class StartLinkService {
    private final ChannelLookupRepository channels;
    private final ChannelCredentials credentials;
    private final BotNames names;
    private final ChatDirectory chats;
    private final StartPayloads payloads;
    private final Database database;
    private final Clock clock;

    public StartLinkService(
            ChannelLookupRepository channels,
            ChannelCredentials credentials,
            BotNames names,
            ChatDirectory chats,
            StartPayloads payloads,
            Database database,
            Clock clock) {
        this.channels = channels;
        this.credentials = credentials;
        this.names = names;
        this.chats = chats;
        this.payloads = payloads;
        this.database = database;
        this.clock = clock;
    }

    /** A new link; those that were made before stay good. */
    public StartLinkView make(UUID tenantId, UUID channelId, StartLinkView.New body) {
        Channel channel = database.read(tx -> channels.all(tx, List.of(channelId))).stream()
                .filter(each -> each.tenantId().equals(tenantId))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("channel"));
        if (channel.type() != ChannelType.TELEGRAM) {
            throw ProblemException.conflict("Only bots have such links: choose a channel of type telegram");
        }
        Instant expiresAt = clock.instant().plus(body.validity()).truncatedTo(ChronoUnit.SECONDS);
        TelegramChat.Answer customer = customer(tenantId, body);
        String name = names.of(channel, token(channel));
        String payload = payloads.of(channelId, customer.customerId(), expiresAt, customer.telegramId());
        return new StartLinkView(MessageLinks.url(name, payload), payload, customer.customerId(), expiresAt);
    }

    private TelegramChat.Answer customer(UUID tenantId, StartLinkView.New body) {
        UUID customerId = body.customerId();
        UUID campaignId = body.campaignId();
        UUID participantId = body.participantId();
        if (customerId != null && campaignId == null && participantId == null) {
            return chats.ofCustomer(tenantId, customerId).orElseThrow(() -> ProblemException.notFound("customer"));
        }
        if (customerId == null && campaignId != null && participantId != null) {
            return chats.ofParticipant(tenantId, campaignId, participantId)
                    .orElseThrow(() -> ProblemException.notFound("participant"));
        }
        throw ProblemException.invalidField(
                "customer_id", "Give either customer_id, or campaign_id and participant_id");
    }

    private String token(Channel channel) {
        try {
            Credentials stored = credentials.of(channel);
            String token = stored == null ? null : stored.botToken();
            if (token != null) {
                return token;
            }
        } catch (ChannelFaultException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
        throw ProblemException.conflict(
                "The channel has no bot_token: enter the token that BotFather gave, then ask for the link again");
    }
}
