package campaignflows.communication.web;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.WebSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.inbound.WebIntake;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What browsers ask for. Must hold: nobody speaks as somebody without proof; what is answered with accepted is stored; an
 * acknowledgement moves the visitor's own messages and no others. A stopped channel takes messages too, as it does by webhooks:
 * a conversation that runs goes on.
 */
@Singleton
public final class WebService {
    static final int PAGE = 50;

    private static final int ACKNOWLEDGED_AT_ONCE = 500;
    private static final int FORGET_AT_ONCE = 5_000;

    private final ChannelLookupRepository channels;
    private final ChannelCredentials credentials;
    private final WebMessageRepository messages;
    private final WebIntake intake;
    private final VisitorTokens tokens;
    private final Database database;
    private final Duration kept;
    private final Clock clock;

    public WebService(
            ChannelLookupRepository channels,
            ChannelCredentials credentials,
            WebMessageRepository messages,
            WebIntake intake,
            VisitorTokens tokens,
            Database database,
            CommunicationConfig config,
            Clock clock) {
        this.channels = channels;
        this.credentials = credentials;
        this.messages = messages;
        this.intake = intake;
        this.tokens = tokens;
        this.database = database;
        this.kept = config.web().kept();
        this.clock = clock;
    }

    /** The web channel as it is now; empty if there is none of this id. */
    Optional<Channel> channel(UUID id) {
        return Optional.ofNullable(channels(List.of(id)).get(id));
    }

    /** Those of the web channels that are there, by id. */
    Map<UUID, Channel> channels(Collection<UUID> ids) {
        return database.read(tx -> channels.all(tx, ids)).stream()
                .filter(channel -> channel.type() == ChannelType.WEB)
                .collect(Collectors.toMap(Channel::id, Function.identity()));
    }

    /** Who somebody is, and what the browser is told. */
    record Identified(Visitor visitor, ServerFrame.Ready ready) {}

    /** @throws FrameException if the proof does not hold */
    Identified identify(UUID channelId, ClientFrame.Hello hello) {
        Channel channel = database.read(tx -> require(tx, channelId));
        SignedIdentity identity = hello.identity();
        if (identity != null) {
            Visitor known = new Visitor(channelId, identity.proven(identitySecret(channel), clock.instant()));
            return new Identified(known, ready(channel, null));
        }
        ClientFrame.Secret given = hello.visitor();
        if (given != null && !tokens.proves(channelId, given.id(), given.secret())) {
            throw FrameException.closing(
                    FrameCode.VISITOR_UNKNOWN, "The secret is not this visitor's: leave visitor out to start over");
        }
        String webId = given == null ? tokens.newId() : given.id();
        var known = new ServerFrame.Known(webId, tokens.secretOf(channelId, webId));
        return new Identified(new Visitor(channelId, webId), ready(channel, known));
    }

    private @Nullable String identitySecret(Channel channel) {
        try {
            Credentials stored = credentials.of(channel);
            return stored == null ? null : stored.identitySecret();
        } catch (ChannelFaultException e) {
            throw FrameException.closing(FrameCode.UNAVAILABLE, "Nobody can be known now: try again later");
        }
    }

    private static ServerFrame.Ready ready(Channel channel, ServerFrame.@Nullable Known known) {
        boolean open = channel.status() == RunningStatus.RUNNING;
        return channel.settings() instanceof WebSettings settings
                ? new ServerFrame.Ready(known, open, settings.title(), settings.greeting(), settings.color())
                : new ServerFrame.Ready(known, open, null, null, null);
    }

    /** Stores what a visitor says; a repeat does nothing. When this returns it is stored. */
    void say(Visitor visitor, ClientFrame.Say said) {
        if (said.text().isBlank() || said.text().getBytes(StandardCharsets.UTF_8).length > ClientFrame.MAX_TEXT_BYTES) {
            throw FrameException.refusing(
                    FrameCode.TEXT_INVALID,
                    "Give a text of 1 to %d bytes in UTF-8".formatted(ClientFrame.MAX_TEXT_BYTES));
        }
        database.useTransaction(tx -> intake.store(
                tx, require(tx, visitor.channelId()), visitor.webId(), said.id(), said.text(), clock.instant()));
        intake.stored();
    }

    /** Marks the visitor's messages up to one of them. */
    void acknowledge(Visitor visitor, ClientFrame.Acknowledge acknowledged) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int marked = ACKNOWLEDGED_AT_ONCE;
        while (marked == ACKNOWLEDGED_AT_ONCE) {
            marked = database.inTransaction(tx -> acknowledge(tx, visitor, acknowledged, now));
        }
    }

    private int acknowledge(Tx tx, Visitor visitor, ClientFrame.Acknowledge acknowledged, Instant now) {
        Channel channel = require(tx, visitor.channelId());
        if (!messages.isThere(tx, visitor, acknowledged.seq())) {
            throw FrameException.refusing(
                    FrameCode.MESSAGE_UNKNOWN, "None of your messages has this seq: give the seq of one that has come");
        }
        List<UUID> pending =
                messages.unacknowledged(tx, visitor, acknowledged.seq(), acknowledged.read(), ACKNOWLEDGED_AT_ONCE);
        List<UUID> ids = pending.stream().distinct().toList();
        if (!ids.isEmpty()) {
            // The communications first: whoever erases a person locks them in this order too.
            intake.acknowledge(tx, channel, ids, acknowledged.read(), now);
            messages.acknowledge(tx, visitor, acknowledged.seq(), ids, acknowledged.read(), now);
        }
        return pending.size();
    }

    /** The visitor's next messages after the place. */
    List<WebMessage> after(Visitor visitor, long seq) {
        return database.read(tx -> messages.after(tx, visitor, seq, PAGE));
    }

    /** Those for whom there is something behind where their browsers stand. */
    List<Visitor> withNews(List<WebMessageRepository.Position> positions) {
        return database.read(tx -> messages.withNews(tx, positions));
    }

    /** Deletes messages that are older than they are to be kept. */
    void cleanUp() {
        int forgotten = FORGET_AT_ONCE;
        while (forgotten == FORGET_AT_ONCE) {
            forgotten = database.inTransaction(
                    tx -> messages.forget(tx, clock.instant().minus(kept), FORGET_AT_ONCE));
        }
    }

    private Channel require(Tx tx, UUID channelId) {
        return channels.all(tx, List.of(channelId)).stream()
                .filter(channel -> channel.type() == ChannelType.WEB)
                .findFirst()
                .orElseThrow(() -> FrameException.closing(FrameCode.CHANNEL_GONE, "The channel was deleted"));
    }
}
