package campaignflows.participant.roster;

import campaignflows.participant.copy.CopyRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Status and count of communications of each participant once more, where they are indexed: walks write them often, and in
 * an index of {@code participants} each of their updates would write all of that table's indexes. Written with the
 * participant, by {@link ParticipantRepository} alone, which holds its row.
 */
@Singleton
class ProgressRepository {

    /** New participants have no communication; an import may bring a result. */
    void insert(Handle transaction, List<ParticipantDraft> added) {
        CopyRepository.add(
                transaction,
                "participant_progress",
                List.of("participant_id", "campaign_id", "status", "communications_count"),
                added,
                (row, draft) -> row.uuid(draft.id())
                        .uuid(draft.campaignId())
                        .small(draft.status().ordinal())
                        .integer(draft.communicationsCount()));
    }

    void update(Handle transaction, List<ParticipantDraft> changed) {
        List<ParticipantDraft> progressed =
                changed.stream().filter(ParticipantDraft::changesProgress).toList();
        if (progressed.isEmpty()) {
            return;
        }
        transaction
                .createUpdate("""
                        update participant_progress g
                           set status = u.status, communications_count = u.communications
                          from unnest(:ids, :statuses, :communications) as u (id, status, communications)
                         where g.participant_id = u.id
                        """)
                .bind("ids", progressed.stream().map(ParticipantDraft::id).toArray(UUID[]::new))
                .bind("statuses", statuses(progressed))
                .bind("communications", counts(progressed))
                .execute();
    }

    void delete(Handle transaction, UUID participantId) {
        transaction
                .createUpdate("delete from participant_progress where participant_id = :id")
                .bind("id", participantId)
                .execute();
    }

    private static Integer[] statuses(List<ParticipantDraft> drafts) {
        return drafts.stream().map(draft -> draft.status().ordinal()).toArray(Integer[]::new);
    }

    private static Integer[] counts(List<ParticipantDraft> drafts) {
        return drafts.stream().map(ParticipantDraft::communicationsCount).toArray(Integer[]::new);
    }
}
