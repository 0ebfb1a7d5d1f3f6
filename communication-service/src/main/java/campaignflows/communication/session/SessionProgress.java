package campaignflows.communication.session;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.simulatedagent.SimulatedConversation;
import campaignflows.communication.simulatedagent.SimulatedSettings;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What time brings to an open session: the steps of a simulated contact, and its closing by the agent's time without
 * answer (rule M5). A session whose contact has answered closes as Completed, one without an answer as NoResponse.
 *
 * @param changes what has become due, in order
 * @param dueAt   when to look again; null when the communication has ended
 */
public record SessionProgress(
        List<StatusChange> changes, @Nullable Instant dueAt) {
    private static final String NO_ANSWER = "The contact did not answer in time";

    public SessionProgress {
        changes = List.copyOf(changes);
    }

    /**
     * Looks at one session.
     *
     * @param agent null if it was deleted after all of its communications had ended
     */
    public static SessionProgress of(
            UUID communicationId, CommunicationStatus status, Instant startedAt, @Nullable Agent agent, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MICROS);
        Instant closesAt = startedAt.plus(agent == null ? Agent.DEFAULT_NO_RESPONSE_AFTER : agent.noResponseAfter());
        CommunicationStatus current = status;
        List<StatusChange> made = new ArrayList<>();
        @Nullable Instant dueAt = null;
        for (SimulatedConversation.Step step : steps(communicationId, agent)) {
            Instant at = startedAt.plus(step.after());
            if (!current.canBecome(step.to())) {
                continue;
            }
            if (current != CommunicationStatus.REPLIED && !at.isBefore(closesAt)) {
                break;
            }
            if (at.isAfter(now)) {
                dueAt = at;
                break;
            }
            made.add(change(communicationId, step, now));
            current = step.to();
        }
        if (current.isFinal()) {
            return new SessionProgress(made, null);
        }
        if (dueAt == null && !closesAt.isAfter(now)) {
            boolean answered = current == CommunicationStatus.REPLIED;
            made.add(StatusChange.end(
                    communicationId,
                    answered ? CommunicationStatus.COMPLETED : CommunicationStatus.NO_RESPONSE,
                    now,
                    answered ? null : NO_ANSWER));
            return new SessionProgress(made, null);
        }
        Instant next = dueAt == null ? closesAt : dueAt;
        return new SessionProgress(
                made.stream().map(change -> due(change, next)).toList(), next);
    }

    private static List<SimulatedConversation.Step> steps(UUID communicationId, @Nullable Agent agent) {
        SimulatedSettings settings = agent == null ? null : agent.simulated();
        return agent == null || settings == null
                ? List.of()
                : SimulatedConversation.of(communicationId, settings, agent.results());
    }

    private static StatusChange change(UUID communicationId, SimulatedConversation.Step step, Instant at) {
        return new StatusChange(
                communicationId, step.to(), at, step.reason(), step.results(), null, step.said(at), null, false);
    }

    private static StatusChange due(StatusChange change, Instant dueAt) {
        return new StatusChange(
                change.communicationId(),
                change.to(),
                change.at(),
                change.reason(),
                change.results(),
                change.to().isFinal() ? null : dueAt,
                change.said(),
                change.cause(),
                change.silent());
    }

    /** When a session that starts now is to be looked at first. */
    public static Instant firstLook(UUID communicationId, Instant startedAt, Agent agent) {
        Instant before = startedAt.minus(Duration.ofNanos(1_000));
        SessionProgress first = of(communicationId, CommunicationStatus.STARTED, startedAt, agent, before);
        Instant dueAt = first.dueAt();
        return dueAt == null ? startedAt : dueAt;
    }
}
