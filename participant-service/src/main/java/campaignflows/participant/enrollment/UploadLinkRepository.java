package campaignflows.participant.enrollment;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Which participants an upload created or updated, whatever later ones did: the list's filter by upload. */
@Singleton
public class UploadLinkRepository {

    /** Records that the upload created or updated these participants. Only for one that existed before this may be known already. */
    public void link(Tx tx, UUID uploadId, Collection<UnsavedParticipant> drafts) {
        List<UnsavedParticipant> added =
                drafts.stream().filter(UnsavedParticipant::isNew).toList();
        if (!added.isEmpty()) {
            tx.query("""
                            insert into participant_uploads (upload_id, participant_id)
                            select :upload::uuid, u.id from unnest(:ids::uuid[]) as u (id)
                            """)
                    .bind("upload", uploadId)
                    .bind("ids", added.stream().map(UnsavedParticipant::id).toArray(UUID[]::new))
                    .send();
        }
        if (added.size() == drafts.size()) {
            return;
        }
        tx.query("""
                        insert into participant_uploads (upload_id, participant_id)
                        select :upload::uuid, u.id from unnest(:ids::uuid[]) as u (id)
                            on conflict (upload_id, participant_id) do nothing
                        """)
                .bind("upload", uploadId)
                .bind(
                        "ids",
                        drafts.stream()
                                .filter(draft -> !draft.isNew())
                                .map(UnsavedParticipant::id)
                                .toArray(UUID[]::new))
                .send();
    }
}
