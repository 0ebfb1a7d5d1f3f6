package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.CommandCause;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The claims of this replica: taking, keeping, giving back, and settling those of a replica that died. Whatever was
 * canceled while it was claimed and turns out not to have been sent, ends when it is given back.
 */
@Singleton
public final class Claims {
    private final ClaimRepository repository;
    private final ChannelLookupRepository channels;
    private final AgentLookupRepository agents;
    private final AttemptRepository attempts;
    private final ClaimEligibility checks;
    private final Database database;
    private final TransitionService transitions;
    private final ExpiredClaims expiredClaims;
    private final Clock clock;
    private final CommunicationConfig.Dispatch config;

    /** Names this process; another start is another owner. */
    private final UUID owner = Ids.v7();

    public Claims(
            ClaimRepository repository,
            ChannelLookupRepository channels,
            AgentLookupRepository agents,
            AttemptRepository attempts,
            ClaimEligibility checks,
            @Identifier("work") Database database,
            TransitionService transitions,
            ChannelSenders senders,
            Clock clock,
            CommunicationConfig config) {
        this.repository = repository;
        this.channels = channels;
        this.agents = agents;
        this.attempts = attempts;
        this.checks = checks;
        this.database = database;
        this.transitions = transitions;
        this.clock = clock;
        this.config = config.dispatch();
        this.expiredClaims =
                new ExpiredClaims(senders, config.dispatch().retryDelays().size());
    }

    public UUID owner() {
        return owner;
    }

    List<ClaimRepository.DuePair> duePairs(Collection<UUID> except, Map<UUID, Integer> backingOff) {
        return database.read(tx -> repository.duePairs(tx, clock.instant(), except, backingOff));
    }

    /**
     * What came of a claim.
     *
     * @param heldBack how many were settled at once: postponed, or ended
     */
    record Result(List<ClaimedCommunication> claimed, int heldBack) {}

    /** Claims what contacts may get now, and reads channels and agents as they are now. */
    Result claim(List<ClaimRepository.Share> shares) {
        return database.inTransaction(tx -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<ClaimRepository.ClaimedRow> rows =
                    repository.claim(tx, shares, owner, config.lease(), clock.instant());
            Sent<List<Channel>> claimedChannels =
                    channels.askForAll(tx, distinct(rows, ClaimRepository.ClaimedRow::channelId));
            Sent<List<Agent>> claimedAgents = agents.askForAll(tx, distinct(rows, ClaimRepository.ClaimedRow::agentId));
            ClaimEligibility.Checked checked = checks.of(tx, rows, now);
            release(tx, checked.deferrals());
            Map<UUID, Channel> channelById =
                    claimedChannels.get().stream().collect(Collectors.toMap(Channel::id, Function.identity()));
            Map<UUID, Agent> agentById =
                    claimedAgents.get().stream().collect(Collectors.toMap(Agent::id, Function.identity()));
            List<ClaimedCommunication> claimed = new ArrayList<>(rows.size());
            List<StatusChange> ends = new ArrayList<>(checked.ends());
            for (ClaimEligibility.Eligible one : checked.kept()) {
                ClaimRepository.ClaimedRow row = one.row();
                Channel channel = channelById.get(row.channelId());
                Agent agent = agentById.get(row.agentId());
                if (channel == null || agent == null) {
                    // Neither can be deleted while it has Planned communications; should it be gone all the same, that
                    // ends its communications and holds up no others.
                    ends.add(StatusChange.end(row.id(), CommunicationStatus.SKIPPED, now, Reasons.NOT_USABLE));
                    continue;
                }
                claimed.add(new ClaimedCommunication(
                        row.id(),
                        row.campaignId(),
                        row.participantId(),
                        row.customerId(),
                        row.name(),
                        row.hasText(),
                        row.linksToTelegram() && agent.kind() == AgentKind.MESSAGE,
                        channel,
                        agent,
                        row.window(),
                        one.zone(),
                        one.quietHours(),
                        row.overdueAtStart()));
            }
            transitions.apply(tx, ends);
            return new Result(claimed, rows.size() - claimed.size());
        });
    }

    /** Whether the database answers at all. */
    boolean isDatabaseThere() {
        try {
            return database.read(attempts::answers);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** A sign of life for claims that are being worked on; one that nobody works on any more must run out. */
    void renew(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            database.single(tx -> repository.renew(tx, ids, owner, config.lease()));
        }
    }

    /** Gives back what was not sent. */
    void release(Collection<UUID> ids, Deferral hold) {
        if (!ids.isEmpty()) {
            database.useTransaction(tx -> release(tx, ids, hold));
        }
    }

    /** Gives back after an error what no attempt was begun for; of the rest nobody can know the outcome. */
    void releaseUnattempted(Collection<UUID> ids) {
        database.useTransaction(tx -> {
            Set<UUID> rest = new HashSet<>(ids);
            attempts.openAmong(tx, ids).forEach(rest::remove);
            release(tx, rest, Deferral.because(Reasons.OUR_ERROR));
        });
    }

    /** Gives back, in the caller's transaction, those of the claims that are still ours and were not sent. */
    void release(Tx tx, Collection<UUID> ids, Deferral hold) {
        Map<UUID, Deferral> deferrals = new HashMap<>();
        ids.forEach(id -> deferrals.put(id, hold));
        release(tx, deferrals);
    }

    /** Gives back, in the caller's transaction, those of the claims that are still ours, each with its own reason. */
    void release(Tx tx, Map<UUID, Deferral> deferrals) {
        if (!deferrals.isEmpty()) {
            release(tx, repository.lockHeld(tx, deferrals.keySet(), owner), deferrals);
        }
    }

    private void release(Tx tx, List<ClaimRepository.LockedClaim> held, Map<UUID, Deferral> deferrals) {
        List<StatusChange> ends = held.stream()
                .filter(ClaimRepository.LockedClaim::cancelRequested)
                .map(this::end)
                .toList();
        Map<UUID, Deferral> kept = new HashMap<>();
        held.stream()
                .filter(one -> !one.cancelRequested())
                .forEach(one -> kept.put(one.id(), deferrals.getOrDefault(one.id(), Deferral.NOTHING)));
        if (!kept.isEmpty()) {
            repository.release(tx, kept);
        }
        transitions.apply(tx, ends);
    }

    private StatusChange end(ClaimRepository.LockedClaim claim) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID cause = claim.cause();
        return claim.silently() || cause == null
                ? StatusChange.removed(claim.id(), now)
                : StatusChange.canceled(claim.id(), now, new CommandCause(cause, claim.depth()));
    }

    /**
     * Settles claims of a replica that gave no sign of life: those without an attempt are due again; of those with one
     * nobody can know whether they were sent, so they are not sent again. Where the provider's receipts may still tell, they
     * are waited for; where a repeat is known, they are sent again.
     *
     * @param inFlight what this replica is still at work on, though it may have been unable to say so
     * @return how many there were
     */
    public int recover(int limit, Collection<UUID> inFlight) {
        return database.inTransaction(tx -> {
            List<ClaimRepository.Expired> expired = repository.lockExpired(tx, limit, inFlight);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Map<UUID, Duration> awaited = new HashMap<>();
            expired.forEach(one -> {
                Duration left = expiredClaims.receiptWaitLeft(one, now);
                if (left.isPositive()) {
                    awaited.put(one.held().id(), left);
                }
            });
            await(tx, awaited, Reasons.AWAITS_RECEIPT);
            Map<UUID, Deferral> repeated = new HashMap<>();
            expired.stream()
                    .filter(expiredClaims::isRepeated)
                    .forEach(one -> repeated.put(
                            one.held().id(),
                            Deferral.repeated(
                                    one.ofExternalAgent()
                                            ? Reasons.REPEATED_AFTER_RESTART
                                            : Reasons.HANDED_OVER_AGAIN)));
            attempts.abandon(tx, repeated.keySet(), now);
            List<ClaimRepository.Expired> attempted = expired.stream()
                    .filter(one -> one.attempted()
                            && !awaited.containsKey(one.held().id())
                            && !repeated.containsKey(one.held().id()))
                    .toList();
            if (!attempted.isEmpty()) {
                attempts.abandon(
                        tx, attempted.stream().map(one -> one.held().id()).toList(), now);
                transitions.apply(
                        tx,
                        attempted.stream()
                                .map(one -> StatusChange.end(
                                        one.held().id(), CommunicationStatus.FAILED, now, expiredClaims.unknown(one)))
                                .toList());
            }
            release(
                    tx,
                    expired.stream()
                            .filter(one -> !one.attempted()
                                    || repeated.containsKey(one.held().id()))
                            .map(ClaimRepository.Expired::held)
                            .toList(),
                    repeated);
            return expired.size();
        });
    }

    /** Keeps claims, in the caller's transaction, for as long as a receipt may still tell what became of them. */
    void await(Tx tx, Map<UUID, Duration> waitById, String reason) {
        if (!waitById.isEmpty()) {
            List<UUID> ids = List.copyOf(waitById.keySet());
            repository.await(
                    tx,
                    ids,
                    ids.stream()
                            .map(id -> waitById.getOrDefault(id, Duration.ZERO).toSeconds() + 1)
                            .toList(),
                    ids.stream().map(id -> reason).toList());
        }
    }

    private static List<UUID> distinct(
            List<ClaimRepository.ClaimedRow> rows, Function<ClaimRepository.ClaimedRow, UUID> id) {
        return rows.stream().map(id).distinct().toList();
    }
}
