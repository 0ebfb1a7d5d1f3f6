package campaignflows.participant.cast;

import campaignflows.participant.bulk.FileRehearsal;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.CastLine.Member;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Participants as flows would see them if the file had landed. */
final class FileMembers {
    private FileMembers() {}

    static Member member(FileRehearsal.Part part, Set<ChannelType> reachable) {
        ParticipantDraft participant = part.participant();
        return new Member(
                new ParticipantSnapshot(
                        participant.tenantId(),
                        participant.campaignId(),
                        participant.id(),
                        participant.customerId(),
                        participant.objectId(),
                        participant.timezone(),
                        values(part.customer()),
                        values(participant),
                        participant.lastCommunication(),
                        null),
                !participant.isNew(),
                part.created().stream()
                        .map(created -> created ? NodeType.PARTICIPANT_CREATED : NodeType.PARTICIPANT_UPDATED)
                        .toList(),
                reachable);
    }

    private static Map<String, String> values(CustomerDraft customer) {
        Map<String, String> values = new HashMap<>(customer.attributes());
        for (Identifier identifier : customer.identifierKinds()) {
            put(values, identifier.fieldName(), customer.identifier(identifier));
        }
        put(values, CustomerDraft.NAME_FIELD, customer.name());
        return values;
    }

    private static Map<String, String> values(ParticipantDraft participant) {
        Map<String, String> values = new HashMap<>(participant.attributes());
        put(values, ParticipantDraft.RESULT_FIELD, participant.get(ParticipantDraft.RESULT_FIELD));
        put(values, ParticipantDraft.RESULT_AT_FIELD, participant.get(ParticipantDraft.RESULT_AT_FIELD));
        return values;
    }

    private static void put(Map<String, String> values, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
