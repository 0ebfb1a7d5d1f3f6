package campaignflows.communication.telegram;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.inbound.UpdateIntake;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Backoff;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Telegram for the updates of bots whose channels are set to polling. One replica asks for those of a bot at a time, by a
 * lease; updates are stored together with the position behind them, and Telegram is told of that position only afterwards, so
 * that a crash anywhere loses nothing and has each update take effect once. A stopped channel is asked for too, as its webhook
 * is answered.
 *
 * <p>A webhook is removed when polling begins, which is at each change or start of the channel, but not when somebody sets one
 * later: two programs that take a bot from each other would never end it. That is the channel's trouble then.
 */
@Singleton
public final class TelegramPollService {
    private static final Logger LOG = Logger.getLogger(TelegramPollService.class);
    private static final int MOST_UPDATES = 100;

    /** After trouble, which may have been an answer that was too long. */
    private static final int FEW_UPDATES = 5;

    /** Telegram numbers a bot's updates one after the other unless it has none for a week. */
    private static final Duration NUMBERED_ON = Duration.ofDays(6);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2));
    private static final String NO_TOKEN =
            "Telegram cannot be asked for messages without the bot's token: enter bot_token again";
    private static final String OUR_ERROR =
            "An error of this service keeps messages of contacts from being stored; they are asked for again";

    private final TelegramPollRepository polls;
    private final ChannelLookupRepository channels;
    private final ChannelCredentials credentials;
    private final TelegramApi api;
    private final UpdateIntake intake;
    private final Database database;
    private final Clock clock;
    private final Duration wait;
    private final Duration lease;
    private final UUID owner = Ids.v7();

    TelegramPollService(
            TelegramPollRepository polls,
            ChannelLookupRepository channels,
            ChannelCredentials credentials,
            TelegramApi api,
            UpdateIntake intake,
            @Identifier("work") Database database,
            Clock clock,
            CommunicationConfig config) {
        this.polls = polls;
        this.channels = channels;
        this.credentials = credentials;
        this.api = api;
        this.intake = intake;
        this.database = database;
        this.clock = clock;
        Duration configured = config.telegram().pollWait();
        this.wait = configured.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : configured;
        // Longer than one call may take.
        this.lease = wait.plus(config.http().answerTimeout())
                .plus(config.http().connectTimeout().multipliedBy(2))
                .plus(MARGIN);
    }

    /** Channels whose bots are to be asked for now. */
    List<Channel> due(int limit) {
        return database.read(tx -> channels.withDuePoll(tx, now(), limit));
    }

    /**
     * Asks for updates, unless another replica does, and says how many were stored.
     *
     * @param goesOn whether to wait for updates, and to ask again at once while there are any
     */
    int poll(Channel channel, BooleanSupplier goesOn) {
        String token = token(channel);
        String bot = token == null ? "" : botId(token);
        Optional<TelegramPollRepository.Position> claimed = database.inTransaction(tx -> polls.claim(
                tx, channel.id(), channel.revision(), bot, owner, now(), now().plus(lease), now().minus(NUMBERED_ON)));
        if (claimed.isEmpty()) {
            return 0;
        }
        Polling polling = new Polling(channel, token, claimed.get());
        PollResponse.@Nullable Refused trouble = null;
        try {
            trouble = polling.run(goesOn);
        } catch (RuntimeException e) {
            LOG.errorf(e, "updates not stored, asked for again channel=%s", channel.id());
            trouble = new PollResponse.Refused(OUR_ERROR, null);
        } finally {
            release(polling, trouble);
        }
        return polling.stored;
    }

    private static String botId(String token) {
        return token.substring(0, token.indexOf(':'));
    }

    private @Nullable String token(Channel channel) {
        try {
            Credentials stored = credentials.of(channel);
            return stored == null ? null : stored.botToken();
        } catch (ChannelFaultException e) {
            return null;
        }
    }

    /** One bot while it is ours. */
    private final class Polling {
        private final Channel channel;
        private final @Nullable String token;
        private final @Nullable Integer begunRevision;
        private @Nullable Long next;
        private int failures;
        private int stored;

        private Polling(Channel channel, @Nullable String token, TelegramPollRepository.Position position) {
            this.channel = channel;
            this.token = token;
            this.begunRevision = position.begunRevision();
            this.next = position.nextUpdateId();
            this.failures = position.failures();
        }

        /** What was in the way; null: nothing. */
        private PollResponse.@Nullable Refused run(BooleanSupplier goesOn) {
            String bot = token;
            if (bot == null) {
                return new PollResponse.Refused(NO_TOKEN, null);
            }
            boolean begins = begunRevision == null || begunRevision != channel.revision();
            if (begins) {
                switch (PollResponse.of(api.removeWebhook(channel.id(), bot))) {
                    case PollResponse.Refused refused -> {
                        return refused;
                    }
                    case PollResponse.Done done -> {
                        if (!begin()) {
                            return null;
                        }
                    }
                }
            }
            // Whether it goes well is to be seen without waiting for somebody to write; nor do others wait for that.
            Duration patience = begins || failures > 0 || !goesOn.getAsBoolean() ? Duration.ZERO : wait;
            while (true) {
                int limit = failures > 0 ? FEW_UPDATES : MOST_UPDATES;
                switch (PollResponse.of(api.updates(channel.id(), bot, next, limit, patience))) {
                    case PollResponse.Refused refused -> {
                        return refused;
                    }
                    case PollResponse.Done done -> {
                        boolean waited = patience.equals(wait);
                        if (!store(bot, done.updates())
                                || done.updates().isEmpty() && waited
                                || !goesOn.getAsBoolean()) {
                            return null;
                        }
                    }
                }
                patience = wait;
            }
        }

        /** Whether the bot was still ours. */
        private boolean begin() {
            return database.inTransaction(tx -> {
                if (!polls.hold(tx, channel.id(), channel.revision(), owner, now().plus(lease))) {
                    return false;
                }
                polls.begun(tx, channel.id(), channel.revision());
                return true;
            });
        }

        /** Whether the bot was still ours. */
        private boolean store(String bot, List<JsonNode> updates) {
            long after = updates.stream()
                    .mapToLong(update -> update.path("update_id").longValue() + 1)
                    .max()
                    .orElse(0);
            boolean ours = database.inTransaction(tx -> {
                if (!polls.hold(tx, channel.id(), channel.revision(), owner, now().plus(lease))) {
                    return false;
                }
                if (failures > 0) {
                    channels.setPollingTrouble(tx, channel.id(), channel.revision(), null);
                }
                if (!updates.isEmpty()) {
                    intake.store(
                            tx,
                            channel,
                            botId(bot),
                            updates.stream().map(TelegramPollService::bytes).toList(),
                            now());
                    polls.move(tx, channel.id(), after, now());
                }
                return true;
            });
            if (ours) {
                failures = 0;
            }
            if (ours && !updates.isEmpty()) {
                next = after;
                stored += updates.size();
                intake.stored();
            }
            return ours;
        }
    }

    private void release(Polling polling, PollResponse.@Nullable Refused trouble) {
        // Of a call that was broken off because the service ends, nothing is to be said.
        boolean interrupted = Thread.interrupted();
        int failures = trouble == null || interrupted ? 0 : polling.failures + 1;
        Channel channel = polling.channel;
        database.useTransaction(tx -> {
            boolean ours = polls.release(tx, channel.id(), owner, now().plus(pause(trouble, failures)), failures);
            if (ours && !interrupted) {
                channels.setPollingTrouble(
                        tx, channel.id(), channel.revision(), trouble == null ? null : trouble.reason());
            }
        });
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration pause(PollResponse.@Nullable Refused trouble, int failures) {
        if (trouble == null || failures == 0) {
            return Duration.ZERO;
        }
        Duration wanted = trouble.pause();
        return wanted == null ? PAUSES.after(failures) : wanted;
    }

    private static byte[] bytes(JsonNode update) {
        return Columns.json(update).getBytes(StandardCharsets.UTF_8);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
