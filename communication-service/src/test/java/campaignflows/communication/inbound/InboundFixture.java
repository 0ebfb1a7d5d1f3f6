package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.optout.OptOutDirectory;
import campaignflows.communication.support.FakeChats;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.client.ServiceUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A Telegram channel with its webhook, and participant-service as a model of its contract that may be away. */
@NullMarked
final class InboundFixture implements ContactDirectory, OptOutDirectory {
    static final String SECRET = "a_secret-of-telegram";

    final World world;
    final UUID channel;
    final UUID simulator;
    final WebhookService webhook;
    final InboundService inbound;
    /** Customers by identifiers. */
    final Map<Map<String, String>, UUID> customers = new HashMap<>();
    /** What participant-service was told of opt-outs, in order. */
    final List<Map.Entry<UUID, OptOuts.Change>> optedOut = new ArrayList<>();
    /** Who is reached by which chat, for links. */
    final FakeChats chats = new FakeChats();
    /** Ids of Telegram that are no addresses. */
    final Set<String> nobody = new HashSet<>();

    /** How often participant-service was asked for the customers of many addresses, and of one. */
    int askedForMany;

    int askedForOne;

    /** How often it was told of the sessions of many. */
    int toldOfMany;

    /** A session that it fails at. */
    @Nullable
    UUID untellable;

    /** Every call, in order. */
    final List<InboundContact.Session> told = new ArrayList<>();

    private @Nullable RuntimeException failure;
    private long update = 1;

    InboundFixture(TestDatabase db) {
        world = new World(db);
        channel = world.channel(ChannelType.TELEGRAM);
        simulator = world.simulatedAgent(channel, "{\"delivered\":0,\"failed\":0}", List.of(), Duration.ofHours(72));
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(null, null, World.json("{\"webhook_secret\":\"%s\"}".formatted(SECRET)), null));
        webhook = new WebhookService(
                new ChannelLookupRepository(),
                new InboundRepository(),
                new BlockedContactRepository(),
                new InboundChannelResolver(new ChannelLookupRepository()),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                db.database(),
                world.cipher,
                new InboundBodies(),
                new InboundSignal(),
                world.clock);
        inbound = inbound();
    }

    /** One replica. */
    InboundService inbound() {
        return InboundServices.of(world, this, this, chats.commands(world.clock));
    }

    @Override
    public synchronized List<Optional<UUID>> customersOf(UUID tenantId, List<InboundContact.Contact> contacts) {
        askedForMany++;
        List<Optional<UUID>> found = new ArrayList<>();
        for (InboundContact.Contact contact : contacts) {
            try {
                found.add(Optional.of(owner(contact.identifiers())));
            } catch (RemoteProblem problem) {
                if (problem.status() != 422) {
                    throw problem;
                }
                found.add(Optional.empty());
            }
        }
        return found;
    }

    @Override
    public synchronized UUID customerOf(InboundContact.Query query) {
        askedForOne++;
        return owner(query.identifiers());
    }

    private UUID owner(Map<String, String> identifiers) {
        fail();
        String telegramId = String.valueOf(identifiers.get("telegram_id"));
        if (nobody.contains(telegramId)) {
            throw new RemoteProblem(ServiceName.PARTICIPANT, 422, "invalid", "no", List.of(), List.of());
        }
        return chats.ownerOf(telegramId).orElseGet(() -> customers.computeIfAbsent(identifiers, who -> Ids.v7()));
    }

    @Override
    public synchronized Set<ChannelType> of(UUID tenantId, UUID customerId) {
        return Set.of();
    }

    @Override
    public synchronized Set<ChannelType> change(UUID customerId, OptOuts.Change change) {
        fail();
        optedOut.add(Map.entry(customerId, change));
        return change.optOut();
    }

    @Override
    public synchronized void tell(UUID customerId, InboundContact.Session session) {
        fail();
        if (session.sessionId().equals(untellable)) {
            throw new RemoteProblem(ServiceName.PARTICIPANT, 500, "internal", "no", List.of(), List.of());
        }
        told.add(session);
    }

    @Override
    public synchronized void tell(InboundContact.Sessions begun) {
        fail();
        toldOfMany++;
        if (begun.sessions().stream()
                .anyMatch(each -> each.session().sessionId().equals(untellable))) {
            throw new RemoteProblem(ServiceName.PARTICIPANT, 500, "internal", "no", List.of(), List.of());
        }
        begun.sessions().forEach(each -> told.add(each.session()));
    }

    private void fail() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    void away(boolean away) {
        chats.failure =
                away ? new ServiceUnavailableException(ServiceName.PARTICIPANT, true, new IOException("away")) : null;
        failure = away ? new ServiceUnavailableException(ServiceName.PARTICIPANT, true, new IOException("away")) : null;
    }

    void refusing(RuntimeException problem) {
        failure = problem;
    }

    /** Enters a bot's token. */
    void token(String token) {
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(null, null, World.json("{\"bot_token\":\"%s\"}".formatted(token)), null));
    }

    /** Makes the person behind the participant the one who writes with this id of Telegram. */
    void isKnown(String telegramId, UUID participant) {
        customers.put(Map.of("telegram_id", telegramId), World.customerOf(participant));
    }

    /** A new message. */
    WebhookResponse says(String telegramId, String text) {
        return says(update++, telegramId, text);
    }

    WebhookResponse says(long updateId, String telegramId, String text) {
        return receive(
                channel, SECRET, """
                {"update_id":%d,"message":{"date":%d,"from":{"id":%s,"is_bot":false},"chat":{"type":"private"},"text":"%s"}}
                """.formatted(updateId, world.clock.instant().getEpochSecond(), telegramId, text));
    }

    WebhookResponse receive(UUID to, @Nullable String token, String body) {
        return webhook.receive(
                to, new SignedHead(token, null, null), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    int pass() {
        try {
            return inbound.pass();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A conversation with the participant that is at this status. */
    UUID conversation(UUID participant, CommunicationStatus status) {
        Envelope<CommunicationCommand> plan =
                world.plan(ChannelType.TELEGRAM, channel, simulator, participant, world.now());
        world.apply(plan);
        UUID id = World.idOf(plan);
        step(id, CommunicationStatus.STARTED);
        if (status != CommunicationStatus.STARTED) {
            step(id, status);
        }
        return id;
    }

    void step(UUID communication, CommunicationStatus to) {
        world.clock.move(Duration.ofSeconds(1));
        world.db
                .database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(StatusChange.step(
                                communication,
                                to,
                                world.clock.instant(),
                                to.isFinal() ? null : world.clock.instant().plus(Duration.ofHours(1))))));
    }

    List<String> said(UUID communication) {
        return world.db.values(
                "select sender || ' ' || text from messages join communications using (session_id) where communications.id = '"
                        + communication + "' order by messages.at, number",
                String.class);
    }

    List<String> states() {
        return world.db.values("select state from inbound_messages order by id", String.class);
    }
}
