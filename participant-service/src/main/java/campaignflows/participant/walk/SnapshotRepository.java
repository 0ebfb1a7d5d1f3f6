package campaignflows.participant.walk;

import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.Participant;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Participants as flows see them, all of a batch in one statement. */
@Singleton
class SnapshotRepository {

    List<ParticipantSnapshot> of(Handle handle, Collection<UUID> participantIds) {
        if (participantIds.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("select " + ParticipantRepository.COLUMNS + ", " + CustomerRepository.COLUMNS
                        + ", r.run as active_run"
                        + " from participants p join customers c on c.id = p.customer_id"
                        + " left join runs r on r.campaign_id = p.campaign_id and r.active"
                        + " where p.id = any (:ids)")
                .bind("ids", participantIds.toArray(UUID[]::new))
                .map((row, context) -> snapshot(row))
                .list();
    }

    private static ParticipantSnapshot snapshot(ResultSet row) throws SQLException {
        Participant participant = ParticipantRepository.participant(row);
        return new ParticipantSnapshot(
                participant.tenantId(),
                participant.campaignId(),
                participant.id(),
                participant.customerId(),
                participant.objectId(),
                participant.timezone(),
                CustomerRepository.customer(row).values(),
                participant.values(),
                participant.lastCommunication(),
                row.getObject("active_run", Integer.class));
    }
}
