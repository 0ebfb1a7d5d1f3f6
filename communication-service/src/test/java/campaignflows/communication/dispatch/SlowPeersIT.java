package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.testkit.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that does not answer costs the slot of the message that it was given, and nothing else. */
@NullMarked
class SlowPeersIT {
    private static final TestDatabase DB = new TestDatabase();

    private World world;
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger stuck = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeEach
    void begin() {
        world = new World(DB);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldSendAGoodMailWhileAnotherOneGetsNoAnswer() throws IOException {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = world.emailChannel(server.port());
            UUID agent = world.messageAgent(channel);
            DispatchParts parts = new DispatchParts(world, this::contacts, Map.of());
            UUID warmedUp = idOf(plan(channel, agent));
            passUntil(parts, () -> DB.status(warmedUp).equals("delivered"));

            Envelope<CommunicationCommand> bad = plan(channel, agent);
            server.silentFor(mail -> mail.contains("<" + idOf(bad) + "@"));
            passUntil(parts, () -> server.count(mail -> mail.contains("<" + idOf(bad) + "@")) == 1);
            List<UUID> good = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                good.add(idOf(plan(channel, agent)));
            }

            passUntil(parts, () -> good.stream().allMatch(id -> DB.status(id).equals("delivered")));

            assertThat(DB.status(idOf(bad))).isEqualTo("planned");
            server.hangUp();
            passUntil(parts, () -> DB.status(idOf(bad)).equals("failed"));
        }
    }

    @Test
    void shouldNotKeepOthersOfTheSameFewBehindAMailWithoutAnAnswer() throws IOException {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = world.emailChannel(server.port());
            UUID agent = world.messageAgent(channel);
            DispatchParts parts =
                    new DispatchParts(world, this::contacts, Map.of("email.connections-per-channel", "2"));
            List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                plans.add(world.plan(ChannelType.EMAIL, channel, agent));
            }
            UUID bad = idOf(plans.get(120));
            server.silentFor(mail -> mail.contains("<" + bad + "@"));
            world.apply(plans);

            passUntil(
                    parts,
                    () -> DB.values("select count(*) from communications where status = 'delivered'", Integer.class)
                                    .getFirst()
                            == 199);

            assertThat(DB.status(bad)).isEqualTo("planned");
            server.hangUp();
            passUntil(parts, () -> DB.status(bad).equals("failed"));
        }
    }

    @Test
    void shouldBoundWhatIsOnItsWayByChannelPeerAndTenantWhateverTheProvider() {
        Map<UUID, UUID> agentByChannel = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            UUID channel = world.channels
                    .create(
                            world.tenant,
                            new campaignflows.communication.channel.ChannelView.New(
                                    "Mail " + i, ChannelType.EMAIL, World.json("""
                                            {"host":"127.0.0.1","port":25,"security":"none","from":"a@example.com"}
                                            """), null, null))
                    .id();
            agentByChannel.put(
                    channel,
                    world.agents
                            .create(
                                    world.tenant,
                                    new campaignflows.communication.agent.AgentView.New(
                                            "Agent " + i,
                                            campaignflows.platform.contracts.communication.AgentKind.MESSAGE,
                                            List.of(channel),
                                            null,
                                            null,
                                            null))
                            .id());
        }
        DispatchParts parts = new DispatchParts(
                world,
                this::contacts,
                Map.of("dispatch.slots-per-peer", "5", "dispatch.slots-per-tenant", "8"),
                channel -> new Stuck("peer " + channel.name().charAt(5) % 2));
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        agentByChannel.forEach((channel, agent) -> {
            for (int i = 0; i < 20; i++) {
                plans.add(world.plan(ChannelType.EMAIL, channel, agent));
            }
        });
        world.apply(plans);

        passUntil(parts, () -> stuck.get() == 8);
        for (int i = 0; i < 5; i++) {
            parts.dispatcher.poll();
        }
        assertThat(stuck.get()).isEqualTo(8);
        release.countDown();
        passUntil(
                parts,
                () -> DB.values("select count(*) from communications where status = 'delivered'", Integer.class)
                                .getFirst()
                        == 120);
        assertThat(most.get()).isEqualTo(8);
    }

    private Envelope<CommunicationCommand> plan(UUID channel, UUID agent) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, agent);
        world.apply(plan);
        return plan;
    }

    private static void passUntil(DispatchParts parts, java.util.function.BooleanSupplier condition) {
        Await.until("it is sent", () -> {
            parts.dispatcher.poll();
            return condition.getAsBoolean();
        });
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        participants.forEach(id -> known.put(
                id,
                new ContactPoints.Contact(world.tenant, id, Map.of(ChannelType.EMAIL, id + "@example.org"), Set.of())));
        return known;
    }

    /** A provider that answers when the test says so. */
    private final class Stuck implements MessageSender {
        private final String peer;

        private Stuck(String peer) {
            this.peer = peer;
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public int slots() {
            return 3;
        }

        @Override
        public SendOutcome send(ProviderMessage message) {
            most.accumulateAndGet(stuck.incrementAndGet(), Math::max);
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                stuck.decrementAndGet();
            }
            return SendOutcome.Accepted.AS_IT_IS;
        }
    }
}
