package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what providers send. Must hold: nothing of a call counts before its signature is right, and a provider gets its
 * answer only when what it sent is stored. A stopped channel takes messages too: a provider would otherwise repeat them, give
 * up, and switch the webhook off.
 *
 * <p>An unknown channel is 404, a wrong signature 401. That an id is a channel's is worth nothing without the secret, and ids
 * are not to be guessed.
 */
@Singleton
public final class WebhookService {
    private static final Logger LOG = Logger.getLogger(WebhookService.class);

    private final ChannelLookupRepository channels;
    private final InboundRepository messages;
    private final BlockedContactRepository blocked;
    private final InboundChannelResolver lines;
    private final Receipts receipts;
    private final Database database;
    private final CredentialCipher cipher;
    private final InboundBodies bodies;
    private final InboundSignal signal;
    private final Clock clock;

    WebhookService(
            ChannelLookupRepository channels,
            InboundRepository messages,
            BlockedContactRepository blocked,
            InboundChannelResolver lines,
            Receipts receipts,
            Database database,
            CredentialCipher cipher,
            InboundBodies bodies,
            InboundSignal signal,
            Clock clock) {
        this.channels = channels;
        this.messages = messages;
        this.blocked = blocked;
        this.lines = lines;
        this.receipts = receipts;
        this.database = database;
        this.cipher = cipher;
        this.bodies = bodies;
        this.signal = signal;
        this.clock = clock;
    }

    /** Stores what a call brings. */
    WebhookResponse receive(UUID channelId, SignedHead head, InputStream body) {
        Optional<Channel> found = find(channelId);
        if (found.isEmpty()) {
            InboundBodies.discard(body, 1 << 20);
            throw unknown();
        }
        Channel channel = found.get();
        WebhookFormat format = WebhookFormat.of(channel.type());
        Credentials credentials = credentials(channel);
        Instant now = clock.instant();
        List<String> secrets = credentials == null ? List.of() : credentials.webhookSecrets(now);
        Optional<Predicate<byte[]>> check = secrets.stream()
                .flatMap(secret -> format.signature(head, secret, now).stream())
                .reduce(Predicate::or);
        if (credentials == null || check.isEmpty()) {
            InboundBodies.discard(body, format.maxBytes());
            throw unsigned();
        }
        return bodies.with(body, format.maxBytes(), bytes -> {
            if (!check.get().test(bytes)) {
                throw unsigned();
            }
            return store(channel, credentials.botId(), format.read(bytes), now);
        });
    }

    /** Answers Meta's question whether this address is ours, with what it wants to hear. */
    String confirm(UUID channelId, @Nullable String mode, @Nullable String token, @Nullable String challenge) {
        Channel channel = find(channelId)
                .filter(each -> each.type() == ChannelType.WHATSAPP)
                .orElseThrow(WebhookService::unknown);
        Credentials credentials = credentials(channel);
        String expected = credentials == null ? null : credentials.verifyToken();
        if (expected == null || token == null || !Signatures.same(expected, token)) {
            throw ProblemException.forbidden("The verify token is missing or wrong");
        }
        if (!"subscribe".equals(mode) || challenge == null || !challenge.matches("[\\w.~-]{1,200}")) {
            throw ProblemException.malformed("Expected hub.mode=subscribe and a hub.challenge");
        }
        return challenge;
    }

    private WebhookResponse store(Channel channel, @Nullable String account, WebhookPayload delivery, Instant at) {
        List<InboundMessage> given = delivery.messages();
        List<Receipt> sent = delivery.receipts();
        if (given.isEmpty() && sent.isEmpty()) {
            return new WebhookResponse(0, 0, delivery.ignored());
        }
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        record Stored(int messages, int foreign) {}
        Stored stored = database.inTransaction(tx -> {
            int fresh = 0;
            for (Map.Entry<Channel, List<InboundMessage>> entry :
                    lines.byChannel(tx, channel, given).entrySet()) {
                fresh += store(tx, entry.getKey(), account, entry.getValue(), now);
            }
            return new Stored(fresh, sent.isEmpty() ? 0 : receipts.apply(tx, channel, sent, now));
        });
        if (stored.messages() > 0) {
            signal.wakeUp();
        }
        return new WebhookResponse(
                stored.messages(), given.size() - stored.messages(), delivery.ignored() + stored.foreign());
    }

    /**
     * Takes that somebody calls, of which nothing is written down.
     *
     * @param callId by which a repeat is known
     * @param from   the number, with + and country code
     */
    public void receiveCall(Channel channel, String callId, String from, @Nullable String name) {
        InboundMessage message = new InboundMessage(
                "call:" + callId,
                Map.of(InboundContact.addressOf(channel.type()).fieldName(), from),
                name == null ? null : ProviderJson.name(name),
                SignedFormat.CALL,
                null);
        store(channel, null, WebhookPayload.of(message), clock.instant());
    }

    private int store(Tx tx, Channel channel, @Nullable String account, List<InboundMessage> given, Instant now) {
        blocked.unblock(tx, channel, addresses(channel, given));
        return messages.insert(tx, channel, account, given, now);
    }

    /** Those who wrote, by the address that they are written to. */
    static List<String> addresses(Channel channel, List<InboundMessage> messages) {
        String field = InboundContact.addressOf(channel.type()).fieldName();
        return messages.stream()
                .map(message -> message.identifiers().get(field))
                .filter(Objects::nonNull)
                .toList();
    }

    private Optional<Channel> find(UUID channelId) {
        return database.read(tx -> channels.all(tx, List.of(channelId))).stream()
                .findFirst();
    }

    private @Nullable Credentials credentials(Channel channel) {
        byte[] stored = channel.credentials();
        try {
            return stored == null ? null : cipher.decrypt(channel.id(), stored);
        } catch (UnreadableCredentialsException e) {
            LOG.errorf("credentials cannot be read channel=%s", channel.id());
            throw ProblemException.unavailable("The channel cannot take messages now: try again later");
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("channel");
    }

    private static ProblemException unsigned() {
        return ProblemException.unauthenticated(
                "The signature is missing, wrong or too old: sign with the webhook_secret of the channel's credentials");
    }
}
