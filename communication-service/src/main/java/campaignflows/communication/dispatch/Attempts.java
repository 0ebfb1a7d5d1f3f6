package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.record.Change;
import campaignflows.communication.record.Progress;
import campaignflows.communication.run.Faults;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.session.Advance;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps around handing a communication over. The order of these three is what keeps anything from being sent twice:
 * the attempt is committed, the provider is called, the outcome is committed; an attempt without an outcome is never
 * repeated.
 */
@Singleton
public final class Attempts {
    private final AttemptRepository repository;
    private final Database database;
    private final Progress progress;
    private final Claims claims;
    private final Faults faults;
    private final Clock clock;
    private final List<Duration> retryDelays;

    public Attempts(
            AttemptRepository repository,
            @Identifier("work") Database database,
            Progress progress,
            Claims claims,
            Faults faults,
            Clock clock,
            CommunicationConfig config) {
        this.repository = repository;
        this.faults = faults;
        this.database = database;
        this.progress = progress;
        this.claims = claims;
        this.clock = clock;
        this.retryDelays = List.copyOf(config.dispatch().retryDelays());
    }

    /** What came of calling the provider. */
    record Result(AttemptRepository.BegunAttempt attempt, Agent agent, SendOutcome outcome) {}

    /** Commits attempts for those that may still be sent, and gives the others back. */
    List<AttemptRepository.BegunAttempt> begin(Collection<UUID> ids) {
        return database.inTransaction(tx -> {
            List<AttemptRepository.BegunAttempt> begun =
                    repository.begin(tx, ids, claims.owner(), clock.instant(), true);
            claims.release(tx, without(ids, begun), Hold.NOTHING);
            return begun;
        });
    }

    /** Commits the outcomes: contact made, ended, or due again. */
    void finish(List<Result> results) {
        Instant now = now();
        List<Change> changes = new ArrayList<>();
        Map<UUID, Hold> again = new HashMap<>();
        Map<UUID, String> faulted = new HashMap<>();
        List<AttemptRepository.Ended> ended = new ArrayList<>();
        for (Result result : results) {
            UUID id = result.attempt().communicationId();
            switch (result.outcome()) {
                case SendOutcome.Accepted accepted -> {
                    ended.add(ended(result, "accepted", null));
                    Instant dueAt = now.plus(result.agent().noResponseAfter());
                    changes.add(Change.step(id, CommunicationStatus.STARTED, now, dueAt)
                            .withReason(accepted.note()));
                    changes.add(Change.step(id, CommunicationStatus.DELIVERED, now, dueAt));
                }
                case SendOutcome.RefusedForNow refused -> {
                    ended.add(ended(result, "refused_for_now", refused.reason()));
                    int retries = result.attempt().retries();
                    if (retries < retryDelays.size()) {
                        again.put(id, Hold.retried(now.plus(retryDelays.get(retries)), refused.reason()));
                    } else if (refused.blame() == SendOutcome.Blame.CHANNEL) {
                        again.put(id, Hold.untilMended(refused.reason()));
                        faulted.putIfAbsent(result.attempt().campaignId(), refused.reason());
                    } else {
                        changes.add(failed(id, now, "%s (after %d attempts)".formatted(refused.reason(), retries + 1)));
                    }
                }
                case SendOutcome.RefusedForGood refused -> {
                    ended.add(ended(result, "refused_for_good", refused.reason()));
                    changes.add(failed(id, now, refused.reason()));
                }
                case SendOutcome.Unknown unknown -> {
                    ended.add(ended(result, "unknown", unknown.reason()));
                    changes.add(failed(id, now, unknown.reason()));
                }
            }
        }
        database.useTransaction(tx -> {
            repository.end(tx, ended, now);
            claims.release(tx, again);
            progress.apply(tx, changes);
            faults.report(tx, faulted, now);
        });
    }

    /**
     * Starts simulated conversations. Their provider is this transaction itself, so there is no attempt whose outcome could
     * be unknown.
     */
    int start(Map<UUID, Agent> agentByCommunication) {
        Set<UUID> ids = agentByCommunication.keySet();
        return database.inTransaction(tx -> {
            Instant now = now();
            List<AttemptRepository.BegunAttempt> begun = repository.begin(tx, ids, claims.owner(), now, false);
            claims.release(tx, without(ids, begun), Hold.NOTHING);
            progress.apply(
                    tx,
                    begun.stream()
                            .map(one -> started(one.communicationId(), agentByCommunication, now))
                            .toList());
            return begun.size();
        });
    }

    private static Change started(UUID id, Map<UUID, Agent> agents, Instant now) {
        Agent agent = agents.get(id);
        if (agent == null) {
            throw new IllegalStateException("Expected the agent of a claimed communication, but there is none");
        }
        return Change.step(id, CommunicationStatus.STARTED, now, Advance.firstLook(id, now, agent));
    }

    boolean isDatabaseThere() {
        return claims.isDatabaseThere();
    }

    /** Ends claimed communications without sending them. */
    void end(List<Change> changes) {
        if (!changes.isEmpty()) {
            database.useTransaction(tx -> progress.apply(tx, changes));
        }
    }

    private static Change failed(UUID id, Instant now, String reason) {
        return Change.end(id, CommunicationStatus.FAILED, now, reason);
    }

    private static AttemptRepository.Ended ended(Result result, String outcome, @Nullable String reason) {
        return new AttemptRepository.Ended(
                result.attempt().communicationId(), result.attempt().number(), outcome, reason);
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
