package campaignflows.communication.session;

import static campaignflows.platform.contracts.communication.CommunicationStatus.COMPLETED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.DELIVERED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.NO_RESPONSE;
import static campaignflows.platform.contracts.communication.CommunicationStatus.READ;
import static campaignflows.platform.contracts.communication.CommunicationStatus.REPLIED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.simulatedagent.SimulatedSettings;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.RunningStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class AdvanceTest {
    private static final UUID ID = Ids.derived("communication");
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
    private static final SimulatedSettings ANSWERS = new SimulatedSettings(1, 1, 1, 0, 1_000, 0, Map.of());

    @Test
    void shouldCloseWithoutAnswerExactlyAtTheAgentsTime() {
        Agent agent = agent(null, Duration.ofHours(72));
        Instant end = START.plus(Duration.ofHours(72));

        assertThat(SessionProgress.of(ID, DELIVERED, START, agent, end.minusMillis(1)))
                .isEqualTo(new SessionProgress(List.of(), end));
        SessionProgress closed = SessionProgress.of(ID, DELIVERED, START, agent, end);
        assertThat(closed.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.to()).isEqualTo(NO_RESPONSE));
        assertThat(closed.dueAt()).isNull();
    }

    @Test
    void shouldCompleteASessionThatWasAnsweredButNeverEnded() {
        SessionProgress closed = SessionProgress.of(
                ID, REPLIED, START, agent(null, Duration.ofHours(1)), START.plus(Duration.ofHours(1)));

        assertThat(closed.changes()).extracting(StatusChange::to).containsExactly(COMPLETED);
    }

    @Test
    void shouldGoThroughTheWholeStoryInStepsOfTime() {
        Agent agent = agent(ANSWERS, Duration.ofHours(72));
        Instant next = SessionProgress.firstLook(ID, START, agent);
        List<Object> seen = new java.util.ArrayList<>();
        campaignflows.platform.contracts.communication.CommunicationStatus status = STARTED;

        for (int i = 0; i < 10 && next != null; i++) {
            assertThat(SessionProgress.of(ID, status, START, agent, next.minusMillis(1))
                            .changes())
                    .isEmpty();
            SessionProgress advance = SessionProgress.of(ID, status, START, agent, next);
            advance.changes().forEach(change -> seen.add(change.to()));
            status = advance.changes().getLast().to();
            next = advance.dueAt();
        }

        assertThat(seen).containsExactly(DELIVERED, READ, REPLIED, COMPLETED);
    }

    @Test
    void shouldCatchUpAfterALongPause() {
        SessionProgress advance = SessionProgress.of(
                ID, STARTED, START, agent(ANSWERS, Duration.ofHours(72)), START.plus(Duration.ofHours(1)));

        assertThat(advance.changes()).extracting(StatusChange::to).containsExactly(DELIVERED, READ, REPLIED, COMPLETED);
        assertThat(advance.changes().get(2).said()).hasSize(1);
    }

    @Test
    void shouldNotAcceptAnAnswerAfterTheSessionHasClosed() {
        SimulatedSettings slow = new SimulatedSettings(1, 1, 1, 0, 60_000, 0, Map.of());

        SessionProgress advance = SessionProgress.of(
                ID, STARTED, START, agent(slow, Duration.ofSeconds(10)), START.plus(Duration.ofHours(1)));

        assertThat(advance.changes()).extracting(StatusChange::to).containsExactly(NO_RESPONSE);
    }

    private static Agent agent(@Nullable SimulatedSettings settings, Duration noResponseAfter) {
        return new Agent(
                Ids.derived("agent"),
                Ids.derived("tenant"),
                "agent",
                settings == null ? AgentKind.MESSAGE : AgentKind.SIMULATED,
                RunningStatus.RUNNING,
                List.of(),
                List.of(),
                settings,
                noResponseAfter,
                START);
    }
}
