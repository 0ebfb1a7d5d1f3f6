package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The mail is on its way while the person is erased; the server's answer comes afterwards. */
@NullMarked
class ErasedWhileSendingIT {
    @Test
    void shouldNotKeepWhatTheServerSaysAfterwards() {
        try (TestDatabase db = new TestDatabase()) {
            World world = new World(db);
            UUID channel = world.emailChannel(25);
            Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, world.messageAgent(channel));
            world.apply(plan);
            UUID owner = Ids.v7();
            db.execute("update communications set lease_owner = '" + owner
                    + "', lease_until = clock_timestamp() + interval '1 hour'");
            AttemptRepository attempts = new AttemptRepository();
            Set<UUID> ids = Set.of(idOf(plan));
            List<AttemptRepository.BegunAttempt> begun = db.database()
                    .inTransaction(tx -> attempts.begin(tx, ids, owner, world.clock.instant(), true, Map.of()));
            assertThat(begun).hasSize(1);

            world.apply(world.erase(plan.data().participantId()));
            String refusal = "550 <alex@example.org>: no such user";
            db.database().useTransaction(tx -> {
                attempts.end(
                        tx,
                        List.of(new AttemptRepository.Ended(idOf(plan), 1, "refused_for_good", refusal, null)),
                        world.clock.instant());
                world.transitions.apply(
                        tx,
                        List.of(StatusChange.end(
                                idOf(plan), CommunicationStatus.FAILED, world.clock.instant(), refusal)));
            });

            assertThat(db.status(idOf(plan))).isEqualTo("failed");
            assertThat(db.reason(idOf(plan))).isEmpty();
            assertThat(db.values("select outcome || coalesce(reason, '') from attempts", String.class))
                    .containsExactly("refused_for_good");
            assertThat(db.told(idOf(plan))).isEmpty();
        }
    }
}
