package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Counts for the figures. Plans arrive on the commands' topic and their outcomes on the events' topic, which may be read first;
 * both are keyed by customer, so that one lock per partition puts their batches in order.
 */
@Singleton
class FigureService {
    private final FigureRepository repository;

    FigureService(FigureRepository repository) {
        this.repository = repository;
    }

    void events(Tx tx, Set<Integer> partitions, List<Envelope<CustomerEvent>> batch) {
        repository.lock(tx, partitions);
        Set<UUID> communications = new LinkedHashSet<>();
        Set<UUID> participants = new LinkedHashSet<>();
        for (Envelope<CustomerEvent> envelope : batch) {
            if (envelope.data() instanceof ParticipantEvent event && FigureAggregator.mayCount(event)) {
                participants.add(event.participantId());
            }
            switch (envelope.data()) {
                case CommunicationUpdated updated ->
                    communications.add(updated.communication().communicationId());
                case CommunicationEnded ended ->
                    communications.add(ended.communication().communicationId());
                default -> {}
            }
        }
        FigureAggregator aggregator = new FigureAggregator(
                repository.communications(tx, communications), repository.participants(tx, participants));
        batch.forEach(aggregator::add);
        repository.keepCommunications(tx, aggregator.changedCommunications());
        repository.keepParticipants(tx, aggregator.changedParticipants());
        FigureChanges figures = aggregator.figures();
        cancel(figures, repository.endPlannedOfCustomers(tx, aggregator.erased()));
        repository.forget(tx, aggregator.erased());
        repository.add(tx, figures);
    }

    void commands(Tx tx, Set<Integer> partitions, List<Envelope<CustomerCommand>> batch) {
        repository.lock(tx, partitions);
        Map<UUID, CountedCommunication> planned = new LinkedHashMap<>();
        Set<UUID> removed = new LinkedHashSet<>();
        Set<UUID> erased = new LinkedHashSet<>();
        for (Envelope<CustomerCommand> envelope : batch) {
            switch (envelope.data()) {
                case PlanCommunication plan -> {
                    if (!removed.contains(plan.participantId()) && !erased.contains(plan.customerId())) {
                        planned.putIfAbsent(plan.communicationId(), counted(plan));
                    }
                }
                case ParticipantRemoved removal -> removed.add(removal.participantId());
                case CustomerErased erasure -> erased.add(erasure.customerId());
                case CancelCommunications cancel -> {}
                // The removal before it was counted; no more than ids is kept of the participant.
                case ParticipantErased erasure -> {}
                case OptOutsChanged change -> {}
            }
        }
        FigureChanges figures = new FigureChanges();
        Set<UUID> known = repository.communications(tx, planned.keySet()).keySet();
        List<CountedCommunication> added = planned.values().stream()
                .filter(communication -> !known.contains(communication.id()))
                .toList();
        repository.keepCommunications(tx, added);
        added.forEach(communication -> figures.communications(communication.key(), 1));
        List<CountedCommunication> ended = new ArrayList<>(repository.endPlannedOfParticipants(tx, removed));
        ended.addAll(repository.endPlannedOfCustomers(tx, erased));
        cancel(figures, ended);
        repository.forget(tx, erased);
        repository.add(tx, figures);
    }

    private static CountedCommunication counted(PlanCommunication plan) {
        return new CountedCommunication(
                plan.communicationId(),
                plan.campaignId(),
                plan.participantId(),
                plan.customerId(),
                plan.name(),
                plan.channel(),
                CommunicationStatus.PLANNED,
                QuarterHour.of(plan.createdAt()));
    }

    private static void cancel(FigureChanges figures, List<CountedCommunication> ended) {
        for (CountedCommunication communication : ended) {
            figures.communications(communication.in(CommunicationStatus.PLANNED).key(), -1);
            figures.communications(
                    communication.in(CommunicationStatus.CANCELED).key(), 1);
        }
    }
}
