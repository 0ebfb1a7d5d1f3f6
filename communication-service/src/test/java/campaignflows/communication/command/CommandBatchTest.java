package campaignflows.communication.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A batch of commands, worked out in memory. */
class CommandBatchTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final int MANY = 100_000;

    private final UUID tenant = Ids.v7();
    private final UUID campaign = Ids.v7();
    private final UUID flow = Ids.v7();
    private final CommandBatch batched = new CommandBatch(Set.of(), Set.of(), plan -> true, NOW);

    @Test
    void shouldEndWhatWasPlannedBeforeACancelAndKeepWhatIsPlannedAfterIt() {
        UUID participant = Ids.v7();
        UUID other = Ids.v7();
        batched.add(plan(participant));
        batched.add(plan(other));
        batched.add(plan(participant));
        batched.add(cancel(participant));
        batched.add(plan(participant));
        batched.add(cancel(Ids.v7()));

        assertThat(statuses())
                .containsExactly(
                        CommunicationStatus.CANCELED,
                        CommunicationStatus.PLANNED,
                        CommunicationStatus.CANCELED,
                        CommunicationStatus.PLANNED);
        assertThat(batched.fired()).extracting(CommandBatch.Ordered::order).containsExactly(3, 3);

        batched.add(cancel(participant));
        batched.add(envelope(new ParticipantRemoved(campaign, participant, participant, null)));
        batched.add(plan(participant));

        assertThat(statuses())
                .containsExactly(
                        CommunicationStatus.CANCELED,
                        CommunicationStatus.PLANNED,
                        CommunicationStatus.CANCELED,
                        CommunicationStatus.CANCELED);
        assertThat(batched.fired()).extracting(CommandBatch.Ordered::order).containsExactly(3, 3, 6);
    }

    @Test
    void shouldNotTakeLongerForEachCancelTheMoreIsPlanned() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < MANY; i++) {
                UUID participant = Ids.v7();
                batched.add(plan(participant));
                batched.add(cancel(participant));
            }
        });
        assertThat(batched.fired()).hasSize(MANY);
    }

    /** Bytes are counted, since they do not depend on how busy the machine is: a look at all plans would copy them. */
    @Test
    void shouldTakeTenTimesTheMemoryForTenTimesTheCommands() {
        long few = bytesFor(2_000);
        long many = bytesFor(20_000);

        assertThat(many).isLessThan(15 * few);
    }

    private long bytesFor(int commands) {
        List<Envelope<CommunicationCommand>> batch = new ArrayList<>();
        while (batch.size() < commands) {
            UUID participant = Ids.v7();
            batch.add(plan(participant));
            batch.add(cancel(participant));
        }
        CommandBatch measured = new CommandBatch(Set.of(), Set.of(), plan -> true, NOW);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        batch.forEach(measured::add);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(measured.fired()).hasSize(commands / 2);
        return allocated;
    }

    private List<CommunicationStatus> statuses() {
        return batched.plans().stream()
                .map(plan -> plan.communication().status())
                .toList();
    }

    private Envelope<CommunicationCommand> plan(UUID participant) {
        return envelope(new PlanCommunication(
                campaign,
                participant,
                participant,
                1,
                flow,
                "n1",
                Ids.v7(),
                "REMINDER",
                ChannelType.VOICE,
                campaign,
                campaign,
                NOW,
                new Schedule(NOW.plusSeconds(60), null, null, 0, 0, 0, null, ZoneOffset.UTC),
                Map.of(),
                MessageContent.NONE));
    }

    private Envelope<CommunicationCommand> cancel(UUID participant) {
        return envelope(new CancelCommunications(campaign, participant, participant, 1, flow, "n2"));
    }

    private Envelope<CommunicationCommand> envelope(CommunicationCommand command) {
        return new Envelope<>(
                Ids.v7(), "flow-engine-service", tenant, command.participantId().toString(), NOW, null, 1, command);
    }
}
