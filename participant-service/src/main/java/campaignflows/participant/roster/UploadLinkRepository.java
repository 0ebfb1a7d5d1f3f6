package campaignflows.participant.roster;

import campaignflows.participant.copy.CopyRepository;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Which participants an upload created or updated, whatever later ones did: the list's filter by upload. */
@Singleton
public class UploadLinkRepository {

    /** Remembers that the upload created or updated these participants. Only one that was there before may be known. */
    public void link(Handle transaction, UUID uploadId, Collection<ParticipantDraft> drafts) {
        List<ParticipantDraft> added =
                drafts.stream().filter(ParticipantDraft::isNew).toList();
        if (!added.isEmpty()) {
            CopyRepository.add(
                    transaction,
                    "participant_uploads",
                    List.of("upload_id", "participant_id"),
                    added,
                    (row, draft) -> row.uuid(uploadId).uuid(draft.id()));
        }
        if (added.size() == drafts.size()) {
            return;
        }
        transaction
                .createUpdate("""
                        insert into participant_uploads (upload_id, participant_id)
                        select :upload, u.id from unnest(:ids) as u (id)
                            on conflict (upload_id, participant_id) do nothing
                        """)
                .bind("upload", uploadId)
                .bind(
                        "ids",
                        drafts.stream()
                                .filter(draft -> !draft.isNew())
                                .map(ParticipantDraft::id)
                                .toArray(UUID[]::new))
                .execute();
    }
}
