package campaignflows.participant.enrollment;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * A copy of each participant's status and number of communications, where they are indexed: walks write them often, and with
 * an index on {@code participants} each update would write all of that table's indexes. Written together with the
 * participant, by {@link ParticipantRepository} alone, which has locked its row.
 */
@Singleton
class ParticipantStatusRepository {

    /** New participants have no communication; an import may set a result. */
    void insert(Tx tx, List<UnsavedParticipant> added) {
        tx.query("""
                        insert into participant_progress (participant_id, campaign_id, status, communications_count)
                        select u.id, u.campaign_id, u.status, u.communications
                          from unnest(:ids::uuid[], :campaigns::uuid[], :statuses::integer[], :communications::integer[])
                            as u (id, campaign_id, status, communications)
                        """)
                .bind("ids", added.stream().map(UnsavedParticipant::id).toArray(UUID[]::new))
                .bind(
                        "campaigns",
                        added.stream().map(UnsavedParticipant::campaignId).toArray(UUID[]::new))
                .bind("statuses", statuses(added))
                .bind("communications", counts(added))
                .send();
    }

    void update(Tx tx, List<UnsavedParticipant> changed) {
        List<UnsavedParticipant> progressed =
                changed.stream().filter(UnsavedParticipant::changesProgress).toList();
        if (progressed.isEmpty()) {
            return;
        }
        tx.query("""
                        update participant_progress g
                           set status = u.status, communications_count = u.communications
                          from unnest(:ids::uuid[], :statuses::integer[], :communications::integer[])
                            as u (id, status, communications)
                         where g.participant_id = u.id
                        """)
                .bind("ids", progressed.stream().map(UnsavedParticipant::id).toArray(UUID[]::new))
                .bind("statuses", statuses(progressed))
                .bind("communications", counts(progressed))
                .send();
    }

    void delete(Tx tx, UUID participantId) {
        tx.query("delete from participant_progress where participant_id = :id")
                .bind("id", participantId)
                .execute();
    }

    private static Integer[] statuses(List<UnsavedParticipant> drafts) {
        return drafts.stream().map(draft -> draft.status().ordinal()).toArray(Integer[]::new);
    }

    private static Integer[] counts(List<UnsavedParticipant> drafts) {
        return drafts.stream().map(UnsavedParticipant::communicationsCount).toArray(Integer[]::new);
    }
}
