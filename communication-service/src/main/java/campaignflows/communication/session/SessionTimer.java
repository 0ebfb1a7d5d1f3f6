package campaignflows.communication.session;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets time pass for open sessions. What is due is a column, so nothing is lost with a process; steps of a batch are one
 * transaction, so that each is made once.
 */
@Singleton
public final class SessionTimer {
    static final int BATCH = 500;

    private final OpenSessionRepository sessions;
    private final AgentLookupRepository agents;
    private final Database database;
    private final TransitionService transitions;
    private final Clock clock;

    public SessionTimer(
            OpenSessionRepository sessions,
            AgentLookupRepository agents,
            @Identifier("work") Database database,
            TransitionService transitions,
            Clock clock) {
        this.sessions = sessions;
        this.agents = agents;
        this.database = database;
        this.transitions = transitions;
        this.clock = clock;
    }

    /** Looks at one batch of due sessions and says how many there were. */
    public int pass() {
        return database.inTransaction(tx -> {
            Instant now = clock.instant();
            List<OpenSessionRepository.Due> due = sessions.lockDue(tx, now, BATCH);
            if (due.isEmpty()) {
                return 0;
            }
            Map<UUID, Agent> agentById =
                    agents
                            .all(
                                    tx,
                                    due.stream()
                                            .map(OpenSessionRepository.Due::agentId)
                                            .distinct()
                                            .toList())
                            .stream()
                            .collect(Collectors.toMap(Agent::id, Function.identity()));
            List<StatusChange> changes = new ArrayList<>();
            List<UUID> idle = new ArrayList<>();
            List<Instant> idleUntil = new ArrayList<>();
            for (OpenSessionRepository.Due one : due) {
                SessionProgress advance = SessionProgress.of(
                        one.communicationId(), one.status(), one.startedAt(), agentById.get(one.agentId()), now);
                Instant dueAt = advance.dueAt();
                changes.addAll(advance.changes());
                if (advance.changes().isEmpty() && dueAt != null) {
                    idle.add(one.communicationId());
                    idleUntil.add(dueAt);
                }
            }
            if (!idle.isEmpty()) {
                sessions.postpone(tx, idle, idleUntil);
            }
            List<UUID> ended = transitions.apply(tx, changes).stream()
                    .map(StatusTransitions.Result::communication)
                    .filter(one -> one.status().isFinal() && isExternal(agentById.get(one.agentId())))
                    .map(Communication::id)
                    .toList();
            if (!ended.isEmpty()) {
                sessions.tellAgents(tx, ended);
            }
            return due.size();
        });
    }

    private static boolean isExternal(@Nullable Agent agent) {
        return agent != null && agent.kind() == AgentKind.EXTERNAL;
    }
}
