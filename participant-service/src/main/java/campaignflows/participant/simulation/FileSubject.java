package campaignflows.participant.simulation;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.importing.DryRunImport;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine.Subject;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A participant as flows would see it if the file had been imported. */
final class FileSubject {
    private FileSubject() {}

    static Subject of(DryRunImport.Affected affected, Set<ChannelType> reachable) {
        UnsavedParticipant participant = affected.participant();
        return new Subject(
                new ParticipantSnapshot(
                        participant.tenantId(),
                        participant.campaignId(),
                        participant.id(),
                        participant.customerId(),
                        participant.objectId(),
                        participant.timezone(),
                        values(affected.customer()),
                        values(participant),
                        participant.lastCommunication(),
                        null),
                !participant.isNew(),
                affected.created().stream()
                        .map(created -> created ? NodeType.PARTICIPANT_CREATED : NodeType.PARTICIPANT_UPDATED)
                        .toList(),
                reachable);
    }

    private static Map<String, String> values(UnsavedCustomer customer) {
        Map<String, String> values = new HashMap<>(customer.attributes());
        for (Identifier identifier : customer.identifierKinds()) {
            put(values, identifier.fieldName(), customer.identifier(identifier));
        }
        put(values, UnsavedCustomer.NAME_FIELD, customer.name());
        return values;
    }

    private static Map<String, String> values(UnsavedParticipant participant) {
        Map<String, String> values = new HashMap<>(participant.attributes());
        put(values, UnsavedParticipant.RESULT_FIELD, participant.get(UnsavedParticipant.RESULT_FIELD));
        put(values, UnsavedParticipant.RESULT_AT_FIELD, participant.get(UnsavedParticipant.RESULT_AT_FIELD));
        return values;
    }

    private static void put(Map<String, String> values, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
