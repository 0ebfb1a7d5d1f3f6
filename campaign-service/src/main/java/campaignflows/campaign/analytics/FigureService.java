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
 * Counts for the figures. Plans come on the commands' topic, their outcomes on the events' topic, where
 * it may be read first; both are keyed by customer, so that a lock per partition puts their batches in one order.
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
            if (envelope.data() instanceof ParticipantEvent event) {
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
        EventFold fold =
                new EventFold(repository.communications(tx, communications), repository.participants(tx, participants));
        batch.forEach(fold::add);
        repository.keepCommunications(tx, fold.changedCommunications());
        repository.keepParticipants(tx, fold.changedParticipants());
        Figures figures = fold.figures();
        cancel(figures, repository.endPlannedOfCustomers(tx, fold.erased()));
        repository.forget(tx, fold.erased());
        repository.add(tx, figures);
    }

    void commands(Tx tx, Set<Integer> partitions, List<Envelope<CustomerCommand>> batch) {
        repository.lock(tx, partitions);
        Map<UUID, SeenCommunication> planned = new LinkedHashMap<>();
        Set<UUID> removed = new LinkedHashSet<>();
        Set<UUID> erased = new LinkedHashSet<>();
        for (Envelope<CustomerCommand> envelope : batch) {
            switch (envelope.data()) {
                case PlanCommunication plan -> {
                    if (!removed.contains(plan.participantId()) && !erased.contains(plan.customerId())) {
                        planned.putIfAbsent(plan.communicationId(), seen(plan));
                    }
                }
                case ParticipantRemoved removal -> removed.add(removal.participantId());
                case CustomerErased erasure -> erased.add(erasure.customerId());
                case CancelCommunications cancel -> {}
                case OptOutsChanged change -> {}
            }
        }
        Figures figures = new Figures();
        Set<UUID> known = repository.communications(tx, planned.keySet()).keySet();
        List<SeenCommunication> added = planned.values().stream()
                .filter(communication -> !known.contains(communication.id()))
                .toList();
        repository.keepCommunications(tx, added);
        added.forEach(communication -> figures.communications(communication.key(), 1));
        List<SeenCommunication> ended = new ArrayList<>(repository.endPlannedOfParticipants(tx, removed));
        ended.addAll(repository.endPlannedOfCustomers(tx, erased));
        cancel(figures, ended);
        repository.forget(tx, erased);
        repository.add(tx, figures);
    }

    private static SeenCommunication seen(PlanCommunication plan) {
        return new SeenCommunication(
                plan.communicationId(),
                plan.campaignId(),
                plan.participantId(),
                plan.customerId(),
                plan.name(),
                plan.channel(),
                CommunicationStatus.PLANNED,
                QuarterHour.of(plan.createdAt()));
    }

    private static void cancel(Figures figures, List<SeenCommunication> ended) {
        for (SeenCommunication communication : ended) {
            figures.communications(communication.in(CommunicationStatus.PLANNED).key(), -1);
            figures.communications(
                    communication.in(CommunicationStatus.CANCELED).key(), 1);
        }
    }
}
