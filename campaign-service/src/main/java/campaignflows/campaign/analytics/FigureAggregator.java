package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Computes in memory what a batch of events adds to the figures, from what was counted before it. */
final class FigureAggregator {
    private final FigureChanges figures = new FigureChanges();
    private final Map<UUID, CountedCommunication> communications;
    private final Map<UUID, CountedParticipant> participants;
    private final Map<UUID, CountedCommunication> changedCommunications = new LinkedHashMap<>();
    private final Map<UUID, CountedParticipant> changedParticipants = new LinkedHashMap<>();
    private final Set<UUID> erased = new LinkedHashSet<>();

    /** Starts with what is counted of the batch's communications and participants. */
    FigureAggregator(Map<UUID, CountedCommunication> communications, Map<UUID, CountedParticipant> participants) {
        this.communications = new HashMap<>(communications);
        this.participants = new HashMap<>(participants);
    }

    void add(Envelope<? extends CustomerEvent> envelope) {
        switch (envelope.data()) {
            case ParticipantCreated created -> {
                figures.participants(created.campaignId(), QuarterHour.of(envelope.time()), 1);
                CountedParticipant before = participants.get(created.participantId());
                if (before != null && before.gone()) {
                    keep(before.back());
                }
            }
            case ParticipantRemoved removed -> remove(removed, QuarterHour.of(envelope.time()));
            case CommunicationUpdated updated -> communication(updated, updated.communication(), envelope.time());
            case CommunicationEnded ended -> communication(ended, ended.communication(), envelope.time());
            case CustomerErased erasure -> erased.add(erasure.customerId());
            case ParticipantUpdated updated -> {}
            case IncomingSession session -> {}
        }
    }

    /** Whether an event of this kind changes what is counted of its participant. */
    static boolean mayCount(ParticipantEvent event) {
        return switch (event) {
            case ParticipantCreated created -> true;
            case ParticipantRemoved removed -> true;
            case CommunicationUpdated updated -> true;
            case CommunicationEnded ended -> true;
            case ParticipantUpdated updated -> false;
            case IncomingSession session -> false;
        };
    }

    private void remove(ParticipantRemoved removed, Instant quarter) {
        CountedParticipant before = counted(removed);
        if (before.gone()) {
            return;
        }
        figures.participants(removed.campaignId(), quarter, -1);
        if (before.reached() != null) {
            figures.reached(removed.campaignId(), before.reached(), -1);
        }
        if (before.successful() != null) {
            figures.successful(removed.campaignId(), before.successful(), -1);
        }
        keep(before.removed());
    }

    private void communication(ParticipantEvent event, CommunicationState state, Instant at) {
        CountedCommunication before = communications.get(state.communicationId());
        CountedCommunication now = before == null
                ? new CountedCommunication(
                        state.communicationId(),
                        event.campaignId(),
                        event.participantId(),
                        event.customerId(),
                        state.name(),
                        state.channel(),
                        state.status(),
                        QuarterHour.of(state.createdAt()))
                : before.in(state.status());
        if (before != null) {
            figures.communications(before.key(), -1);
        }
        figures.communications(now.key(), 1);
        communications.put(now.id(), now);
        changedCommunications.put(now.id(), now);
        if (isReached(state.status())) {
            reach(event, QuarterHour.of(at), isSuccessful(state.status()));
        }
    }

    private void reach(ParticipantEvent event, Instant quarter, boolean success) {
        CountedParticipant participant = counted(event);
        if (participant.gone()) {
            return;
        }
        if (participant.reached() == null) {
            figures.reached(event.campaignId(), quarter, 1);
            participant = participant.reachedIn(quarter);
            keep(participant);
        }
        if (success && participant.successful() == null) {
            figures.successful(event.campaignId(), quarter, 1);
            keep(participant.successfulIn(quarter));
        }
    }

    private CountedParticipant counted(ParticipantEvent event) {
        CountedParticipant known = participants.get(event.participantId());
        return known == null
                ? CountedParticipant.unknown(event.participantId(), event.campaignId(), event.customerId())
                : known;
    }

    private void keep(CountedParticipant participant) {
        participants.put(participant.id(), participant);
        changedParticipants.put(participant.id(), participant);
    }

    /** Whether the communication got to the contact. */
    static boolean isReached(CommunicationStatus status) {
        return switch (status) {
            case STARTED, DELIVERED, READ, REPLIED, COMPLETED, NO_RESPONSE -> true;
            case PLANNED, CANCELED, SKIPPED, FAILED -> false;
        };
    }

    /** Rule M1. */
    static boolean isSuccessful(CommunicationStatus status) {
        return switch (status) {
            case REPLIED, COMPLETED -> true;
            case PLANNED, STARTED, DELIVERED, READ, NO_RESPONSE, CANCELED, SKIPPED, FAILED -> false;
        };
    }

    FigureChanges figures() {
        return figures;
    }

    Collection<CountedCommunication> changedCommunications() {
        return changedCommunications.values();
    }

    Collection<CountedParticipant> changedParticipants() {
        return changedParticipants.values();
    }

    Set<UUID> erased() {
        return erased;
    }
}
