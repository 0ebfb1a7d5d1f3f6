package campaignflows.communication.startlink;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.telegram.BotNames;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The links to a bot that stand in messages of other channels, made when they are sent: they hold good for thirty days from then. */
@Singleton
public final class MessageLinks {
    private static final String IN_THE_MESSAGE =
            "The message has a link to Telegram (communication.telegram_link), but ";
    private static final String NO_BOT = IN_THE_MESSAGE
            + "no Telegram channel with a bot_token is running: create or start one, or take the link out";
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final ChannelLookupRepository channels;
    private final ChannelCredentials credentials;
    private final BotNames names;
    private final StartPayloads payloads;
    private final Database database;
    private final Clock clock;

    public MessageLinks(
            ChannelLookupRepository channels,
            ChannelCredentials credentials,
            BotNames names,
            StartPayloads payloads,
            @Identifier("work") Database database,
            Clock clock) {
        this.channels = channels;
        this.credentials = credentials;
        this.names = names;
        this.payloads = payloads;
        this.database = database;
        this.clock = clock;
    }

    /** Where links lead to at present, for a tenant. */
    public sealed interface Target {
        /** The bot of this channel. */
        record Bot(UUID channelId, String name) implements Target {}

        /** It cannot be said now, but may be later. */
        record NotKnownNow(String reason) implements Target {}

        /** Nowhere, before somebody mends something. */
        record Nowhere(String reason) implements Target {}
    }

    /** The bot of the running Telegram channel that was created first. */
    public Target targetOf(UUID tenantId) {
        for (Channel channel : database.read(tx -> channels.runningBots(tx, tenantId))) {
            Optional<String> token = token(channel);
            if (token.isPresent()) {
                return target(channel, token.get());
            }
        }
        return new Target.Nowhere(NO_BOT);
    }

    private Target target(Channel channel, String token) {
        try {
            return new Target.Bot(channel.id(), names.of(channel, token));
        } catch (ProblemException e) {
            String reason = IN_THE_MESSAGE + "of the channel %s: %s".formatted(channel.name(), e.getMessage());
            return e.code() == ErrorCode.UNAVAILABLE ? new Target.NotKnownNow(reason) : new Target.Nowhere(reason);
        }
    }

    private Optional<String> token(Channel channel) {
        try {
            Credentials stored = credentials.of(channel);
            return Optional.ofNullable(stored == null ? null : stored.botToken());
        } catch (ChannelFaultException e) {
            return Optional.empty();
        }
    }

    /**
     * The link for one customer.
     *
     * @param telegramId by which it is reached on Telegram already; null: it is not
     */
    public String linkFor(Target.Bot bot, UUID customerId, @Nullable String telegramId) {
        return url(
                bot.name(),
                payloads.of(bot.channelId(), customerId, clock.instant().plus(VALIDITY), telegramId));
    }

    static String url(String botName, String payload) {
        return "https://t.me/" + botName + "?start=" + payload;
    }
}
