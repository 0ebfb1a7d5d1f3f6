package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.run.Faults;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.session.SessionProgress;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The steps around handing a communication over. The order of these three is what keeps anything from being sent twice:
 * the attempt is committed, the provider is called, the outcome is committed; an attempt without an outcome is never
 * repeated.
 */
@Singleton
public final class Attempts {
    private final AttemptRepository repository;
    private final Database database;
    private final TransitionService transitions;
    private final Claims claims;
    private final Faults faults;
    private final BlockedContactRepository blocked;
    private final Clock clock;
    private final List<Duration> retryDelays;

    public Attempts(
            AttemptRepository repository,
            @Identifier("work") Database database,
            TransitionService transitions,
            Claims claims,
            Faults faults,
            BlockedContactRepository blocked,
            Clock clock,
            CommunicationConfig config) {
        this.repository = repository;
        this.faults = faults;
        this.blocked = blocked;
        this.database = database;
        this.transitions = transitions;
        this.claims = claims;
        this.clock = clock;
        this.retryDelays = List.copyOf(config.dispatch().retryDelays());
    }

    /** What came of calling the provider. */
    record Result(AttemptRepository.BegunAttempt attempt, Agent agent, SendOutcome outcome) {}

    /** The same where nobody will report later that an address is dead. */
    List<AttemptRepository.BegunAttempt> startAttempts(Collection<UUID> ids) {
        return startAttempts(ids, Map.of());
    }

    /**
     * Commits attempts for those that may still be sent, and gives the others back.
     *
     * @param addressDigests of those whose provider may report later that the address is dead
     */
    List<AttemptRepository.BegunAttempt> startAttempts(Collection<UUID> ids, Map<UUID, String> addressDigests) {
        return database.inTransaction(tx -> {
            List<AttemptRepository.BegunAttempt> begun =
                    repository.begin(tx, ids, claims.owner(), clock.instant(), true, addressDigests);
            claims.release(tx, without(ids, begun), Deferral.NOTHING);
            return begun;
        });
    }

    /** Commits the outcomes: contact made, ended, or due again. */
    void finish(List<Result> results) {
        Instant now = now();
        OutcomeChanges changes = new OutcomeChanges(now, retryDelays);
        results.forEach(changes::add);
        database.useTransaction(tx -> {
            repository.end(tx, changes.ended(), now);
            claims.release(tx, changes.again());
            changes.awaited().forEach((reason, waits) -> claims.await(tx, waits, reason));
            transitions.apply(tx, changes.changes());
            blocked.block(tx, changes.blocked(), now);
            faults.report(tx, changes.faulted(), now);
        });
    }

    /**
     * Starts simulated conversations. Their provider is this transaction itself, so there is no attempt whose outcome could
     * be unknown.
     */
    int startSimulated(Map<UUID, Agent> agentByCommunication) {
        Set<UUID> ids = agentByCommunication.keySet();
        return database.inTransaction(tx -> {
            Instant now = now();
            List<AttemptRepository.BegunAttempt> begun =
                    repository.begin(tx, ids, claims.owner(), now, false, Map.of());
            claims.release(tx, without(ids, begun), Deferral.NOTHING);
            transitions.apply(
                    tx,
                    begun.stream()
                            .map(one -> started(one.communicationId(), agentByCommunication, now))
                            .toList());
            return begun.size();
        });
    }

    private static StatusChange started(UUID id, Map<UUID, Agent> agents, Instant now) {
        Agent agent = agents.get(id);
        if (agent == null) {
            throw new IllegalStateException("Expected the agent of a claimed communication, but there is none");
        }
        return StatusChange.step(id, CommunicationStatus.STARTED, now, SessionProgress.firstLook(id, now, agent));
    }

    boolean isDatabaseThere() {
        return claims.isDatabaseThere();
    }

    /** Ends claimed communications without sending them. */
    void endUnsent(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            database.useTransaction(tx -> transitions.apply(tx, changes));
        }
    }

    private static Set<UUID> without(Collection<UUID> ids, List<AttemptRepository.BegunAttempt> begun) {
        Set<UUID> rest = new HashSet<>(ids);
        rest.removeAll(begun.stream()
                .map(AttemptRepository.BegunAttempt::communicationId)
                .collect(Collectors.toSet()));
        return rest;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
