package campaignflows.communication.lifecycle;

import static campaignflows.platform.contracts.communication.CommunicationStatus.CANCELED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.COMPLETED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.DELIVERED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.FAILED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.NO_RESPONSE;
import static campaignflows.platform.contracts.communication.CommunicationStatus.PLANNED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.READ;
import static campaignflows.platform.contracts.communication.CommunicationStatus.REPLIED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.SKIPPED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TransitionsTest {
    private static final Instant AT = Instant.parse("2026-06-01T08:00:00Z");

    /** Rule M1, written down a second time. */
    private static final Map<CommunicationStatus, Set<CommunicationStatus>> ALLOWED = Map.of(
            PLANNED, EnumSet.of(STARTED, DELIVERED, READ, REPLIED, COMPLETED, CANCELED, SKIPPED, FAILED),
            STARTED, EnumSet.of(DELIVERED, READ, REPLIED, COMPLETED, NO_RESPONSE, FAILED),
            DELIVERED, EnumSet.of(READ, REPLIED, COMPLETED, NO_RESPONSE, FAILED),
            READ, EnumSet.of(REPLIED, COMPLETED, NO_RESPONSE, FAILED),
            REPLIED, EnumSet.of(COMPLETED, FAILED));

    @Test
    void shouldMakeExactlyTheStepsOfM1() {
        for (CommunicationStatus from : CommunicationStatus.values()) {
            for (CommunicationStatus to : CommunicationStatus.values()) {
                Communication before = in(from);

                StatusTransitions.Result result =
                        StatusTransitions.apply(before, List.of(StatusChange.end(before.id(), to, AT, "why")));

                boolean allowed = ALLOWED.getOrDefault(from, Set.of()).contains(to);
                assertThat(result.changed()).as("%s to %s", from, to).isEqualTo(allowed);
                assertThat(result.communication().status()).isEqualTo(allowed ? to : from);
                assertThat(result.fired()).hasSize(allowed ? 1 : 0);
            }
        }
    }

    @Test
    void shouldMakeAndFireEachOfSeveralStepsOnce() {
        Communication before = in(PLANNED);
        Instant later = AT.plusSeconds(60);

        StatusTransitions.Result result = StatusTransitions.apply(
                before,
                List.of(
                        StatusChange.step(before.id(), STARTED, AT, later),
                        StatusChange.step(before.id(), READ, AT, later),
                        StatusChange.step(before.id(), DELIVERED, AT, later),
                        StatusChange.step(before.id(), READ, AT, later)));

        assertThat(result.fired())
                .extracting(fired -> fired.communication().status())
                .containsExactly(STARTED, READ);
        assertThat(result.communication().startedAt()).isEqualTo(AT);
        assertThat(result.communication().sessionId()).isNotNull();
        assertThat(result.communication().endedAt()).isNull();
        assertThat(result.dueAt()).isEqualTo(later);
    }

    @Test
    void shouldGoOnWithTheChainOfCausesOnlyWithoutContact() {
        Communication planned = in(PLANNED);
        UUID cancel = Ids.v7();

        Envelope<ParticipantEvent> skipped = event(planned, StatusChange.end(planned.id(), SKIPPED, AT, "no address"));
        Envelope<ParticipantEvent> canceled =
                event(planned, StatusChange.canceled(planned.id(), AT, new CommandCause(cancel, 7)));
        Envelope<ParticipantEvent> started = event(planned, StatusChange.step(planned.id(), STARTED, AT, null));
        Envelope<ParticipantEvent> late =
                event(in(STARTED), StatusChange.end(in(STARTED).id(), NO_RESPONSE, AT, null));

        assertThat(skipped.depth()).isEqualTo(5);
        assertThat(skipped.cause()).isEqualTo(planned.commandId());
        assertThat(skipped.data()).isInstanceOf(CommunicationEnded.class);
        assertThat(canceled.depth()).isEqualTo(8);
        assertThat(canceled.cause()).isEqualTo(cancel);
        assertThat(started.depth()).isZero();
        assertThat(started.data()).isInstanceOf(CommunicationUpdated.class);
        assertThat(started.data().run()).isEqualTo(3);
        assertThat(late.depth()).isZero();
    }

    private static Envelope<ParticipantEvent> event(Communication before, StatusChange change) {
        StatusTransitions.Fired fired =
                StatusTransitions.apply(before, List.of(change)).fired().getFirst();
        return CommunicationEvents.of(fired, Map.of(before.campaignId(), 3)).orElseThrow();
    }

    private static Communication in(CommunicationStatus status) {
        UUID id = Ids.derived("communication", status);
        boolean started = status.isFinal() || status != PLANNED;
        return new Communication(
                id,
                Ids.derived(id, "plan"),
                Ids.derived("tenant"),
                Ids.derived("campaign"),
                Ids.derived("participant"),
                Ids.derived("customer"),
                "REMINDER",
                ChannelType.EMAIL,
                Ids.derived("channel"),
                Ids.derived("agent"),
                status,
                null,
                AT,
                AT,
                started ? AT : null,
                null,
                started ? Ids.derived("session") : null,
                Map.of(),
                4,
                false);
    }
}
