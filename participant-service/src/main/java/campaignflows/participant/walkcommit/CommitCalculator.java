package campaignflows.participant.walkcommit;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies the effects of a commit's events in memory, to rows that the transaction has locked. Effects of participants that
 * were removed and of runs that have ended are dropped here and nowhere else, because only here is it certain; the states of
 * communications are kept in any case.
 */
final class CommitCalculator {
    private static final ObjectReader WALK = Json.mapper().readerFor(WalkRecorded.class);

    static final String REMOVED = "The participant was removed before the walk took effect";
    static final String STOPPED = "The campaign was stopped before the walk took effect";
    static final String NOT_ACTIVE = "The campaign was not active when the event was made";

    private final Map<UUID, Integer> activeRuns;
    private final Map<UUID, UnsavedCustomer> customers;
    private final Map<UUID, UnsavedParticipant> participants;
    private final Map<UUID, Long> versions;
    private final Map<UUID, IdentityIndex> identities = new HashMap<>();
    private final Set<UUID> staleCustomers = new HashSet<>();
    private final Set<FieldLevel> changedSince = EnumSet.noneOf(FieldLevel.class);
    private final FieldWriter fields;
    private final Instant now;

    private final List<OutgoingMessage> events = new ArrayList<>();
    private final List<OutgoingMessage> commands = new ArrayList<>();
    private final List<OutgoingMessage> walks = new ArrayList<>();

    /**
     * @param activeRuns   the active run by campaign
     * @param customers    locked; all whose profile an event of an active run updates
     * @param participants locked; all that {@link #needsParticipant}; a removed one is missing
     * @param versions     of the locked rows, before this transaction writes them
     * @param others       customers that have an identifier that the updates would set
     */
    CommitCalculator(
            Map<UUID, Integer> activeRuns,
            Map<UUID, UnsavedCustomer> customers,
            Map<UUID, UnsavedParticipant> participants,
            Map<UUID, Long> versions,
            List<UnsavedCustomer> others,
            Instant now) {
        this.activeRuns = activeRuns;
        this.customers = customers;
        this.participants = participants;
        this.versions = versions;
        this.fields = new FieldWriter(now);
        this.now = now;
        customers.values().forEach(customer -> identitiesOf(customer.tenantId()).add(customer));
        for (UnsavedCustomer other : others) {
            if (!customers.containsKey(other.id())) {
                identitiesOf(other.tenantId()).add(other);
            }
        }
    }

    /**
     * Plans the whole commit.
     *
     * @throws DroppedReadException if the events have to be walked again, because a walk relied on what is dropped
     * @throws ProblemException 409 if they have to, because rows that the walks read have changed, or updates cannot be made
     */
    CommitMessages calculate(List<ReceivedCommit.Effects> effects) {
        effects.forEach(this::apply);
        if (!changedSince.isEmpty()) {
            throw new ProblemException(
                            ErrorCode.STALE_REVISION,
                            "Rows that the walks were to change have been changed meanwhile: walk the events again")
                    .withErrors(changedSince.stream()
                            .map(level -> ProblemError.ofField(WireName.of(level), "It was changed after it was read"))
                            .toList());
        }
        if (!fields.refused().isEmpty()) {
            throw ProblemException.conflict("Updates cannot be made: walk the events again without them")
                    .withErrors(fields.refused().entrySet().stream()
                            .map(each -> ProblemError.ofIndex(each.getKey(), each.getValue()))
                            .toList());
        }
        return new CommitMessages(events, commands, walks);
    }

    private void apply(ReceivedCommit.Effects effects) {
        UnsavedParticipant participant = participantOf(effects);
        if (participant != null && effects.communication() != null) {
            participant.applyState(effects.communication());
        }
        Integer run = effects.run();
        if (run == null) {
            drop(effects, NOT_ACTIVE);
        } else if (!isActive(effects, activeRuns)) {
            drop(effects, STOPPED);
        } else if (staleCustomers.contains(effects.customerId())) {
            throw new DroppedReadException();
        } else if (!changesParticipant(effects)) {
            record(effects);
        } else if (participant == null) {
            drop(effects, REMOVED);
        } else {
            takeEffect(effects, participant, run);
        }
    }

    /** Whether the event's row has to be locked: it will be written, or its existence decides what takes effect. */
    static boolean needsParticipant(ReceivedCommit.Effects effects, Map<UUID, Integer> activeRuns) {
        return effects.communication() != null || (changesParticipant(effects) && isActive(effects, activeRuns));
    }

    private static boolean changesParticipant(ReceivedCommit.Effects effects) {
        return !effects.updates().isEmpty() || !effects.commands().isEmpty();
    }

    private static boolean isActive(ReceivedCommit.Effects effects, Map<UUID, Integer> activeRuns) {
        Integer run = effects.run();
        return run != null && run.equals(activeRuns.get(effects.campaignId()));
    }

    private void takeEffect(ReceivedCommit.Effects effects, UnsavedParticipant participant, int run) {
        compare(effects);
        UnsavedCustomer customer = customers.get(participant.customerId());
        boolean changed = fields.write(effects.updates(), participant, customer, identitiesOf(participant.tenantId()));
        for (ReceivedCommit.Command command : effects.commands()) {
            CommunicationState planned = command.planned();
            if (planned != null) {
                participant.addPlanned(planned);
            }
            commands.add(ParticipantMessages.command(
                            participant.customerId(), command.type(), caused(effects, command.id(), command.text()))
                    .tracedBy(effects.traceparent()));
        }
        record(effects);
        if (changed) {
            events.add(ParticipantMessages.event(ParticipantEnvelopes.updatedByWalk(
                            participant, run, effects.eventId(), effects.depth(), now))
                    .tracedBy(effects.traceparent()));
        }
    }

    /** What a walk wrote may derive from what it read: if that row has changed, the walk must read it again. */
    private void compare(ReceivedCommit.Effects effects) {
        RowVersions seen = effects.versions();
        if (seen == null) {
            return;
        }
        if (seen.customer() != null && !seen.customer().equals(versions.get(effects.customerId()))) {
            changedSince.add(FieldLevel.CUSTOMER);
        }
        if (seen.participant() != null && !seen.participant().equals(versions.get(effects.participantId()))) {
            changedSince.add(FieldLevel.PARTICIPANT);
        }
    }

    private void record(ReceivedCommit.Effects effects) {
        for (ReceivedCommit.Walk walk : effects.walks()) {
            walks.add(ParticipantMessages.rawWalk(effects.customerId(), caused(effects, walk.id(), walk.text())));
        }
    }

    /** A profile is shared by participants of several campaigns: others may have been walked with what is dropped. */
    private void drop(ReceivedCommit.Effects effects, String reason) {
        fields.pass(effects.updates());
        if (effects.updates().stream().anyMatch(update -> update.level() == FieldLevel.CUSTOMER)) {
            staleCustomers.add(effects.customerId());
        }
        for (ReceivedCommit.Walk each : effects.walks()) {
            WalkRecorded walk = read(each);
            walks.add(ParticipantMessages.walk(
                    effects.customerId(),
                    caused(
                            effects,
                            each.id(),
                            walk.outcome() == WalkOutcome.NOT_WALKED ? walk : walk.dropped(reason))));
        }
    }

    private static WalkRecorded read(ReceivedCommit.Walk walk) {
        try {
            return walk.text().read(WALK);
        } catch (IOException | RuntimeException e) {
            throw ProblemException.malformed("Expected the record of a walk, but it is something else");
        }
    }

    /** The participant, if it still exists; one of another tenant or campaign is not the one that is meant. */
    private @Nullable UnsavedParticipant participantOf(ReceivedCommit.Effects effects) {
        UnsavedParticipant participant = participants.get(effects.participantId());
        return participant != null
                        && participant.tenantId().equals(effects.tenantId())
                        && participant.campaignId().equals(effects.campaignId())
                        && participant.customerId().equals(effects.customerId())
                ? participant
                : null;
    }

    private IdentityIndex identitiesOf(UUID tenantId) {
        return identities.computeIfAbsent(tenantId, any -> new IdentityIndex());
    }

    private <T> Envelope<T> caused(ReceivedCommit.Effects effects, UUID id, T data) {
        return new Envelope<>(
                id,
                ParticipantMessages.SOURCE,
                effects.tenantId(),
                effects.participantId().toString(),
                now,
                effects.eventId(),
                effects.depth() + 1,
                data);
    }
}
