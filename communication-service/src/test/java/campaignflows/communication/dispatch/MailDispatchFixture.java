package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Mails to a server that does as it is told, by as many replicas as a test needs. */
@NullMarked
abstract class MailDispatchFixture extends WorldFixture {
    FakeSmtpServer server;
    UUID channel;
    UUID agent;
    Replica replica;
    final Set<UUID> gone = new HashSet<>();
    final Set<UUID> optedOut = new HashSet<>();
    final Set<UUID> withoutAddress = new HashSet<>();
    boolean participantsAway;

    @BeforeEach
    void begin() throws IOException {
        server = new FakeSmtpServer();
        channel = world.emailChannel(server.port());
        agent = world.messageAgent(channel);
        replica = new Replica(Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, agent);
        world.apply(plan);
        return plan;
    }

    ClaimedCommunication claimedOf(Envelope<CommunicationCommand> plan) {
        return replica.lastClaimed.stream()
                .filter(one -> one.id().equals(idOf(plan)))
                .findFirst()
                .orElseThrow();
    }

    void recoverAndPass() throws Exception {
        Replica next = new Replica(Map.of());
        assertThat(next.claims.recover(10, List.of())).isEqualTo(1);
        assertThat(next.claims.recover(10, List.of())).isZero();
        next.passAll();
    }

    static int open() {
        return db.values("select count(*) from communications where status = 'planned'", Integer.class)
                .getFirst();
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        if (participantsAway) {
            throw new IllegalStateException("away");
        }
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            if (!gone.contains(participant)) {
                known.put(
                        participant,
                        new ContactPoints.Contact(
                                world.tenant,
                                participant,
                                withoutAddress.contains(participant)
                                        ? Map.of()
                                        : Map.of(
                                                ChannelType.EMAIL,
                                                participant + "@example.org",
                                                ChannelType.VOICE,
                                                "49301234567"),
                                optedOut.contains(participant) ? Set.of(ChannelType.EMAIL) : Set.of()));
            }
        }
        return known;
    }

    /** One running copy of the service's dispatch. */
    final class Replica {
        final Claims claims;
        final Attempts attempts;
        private final DispatchParts parts;
        List<ClaimedCommunication> lastClaimed = List.of();

        Replica(Map<String, String> settings) {
            parts = new DispatchParts(world, MailDispatchFixture.this::contacts, settings);
            claims = parts.claims;
            attempts = parts.attempts;
        }

        void passAll() {
            parts.passAll();
        }

        List<ClaimedCommunication> claim() {
            lastClaimed = claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                    .claimed();
            return lastClaimed;
        }
    }
}
