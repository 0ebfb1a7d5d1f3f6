package campaignflows.communication.web;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Whose the sessions are that external agents hold on web channels. */
@Singleton
public final class VisitorSessionRepository extends SqlRepository {

    /** Stores it, in place of what was known before; false: the person was erased. */
    boolean store(Tx tx, UUID communicationId, Visitor visitor) {
        return tx.query("""
                                with person as (
                                    select id from communications where id = :id and not erased for share)
                                insert into web_sessions (communication_id, channel_id, web_id)
                                select person.id, :channel::uuid, :webId::text from person
                                on conflict (communication_id) do update set web_id = excluded.web_id
                                """)
                        .bind("id", communicationId)
                        .bind("channel", visitor.channelId())
                        .bind("webId", visitor.webId())
                        .execute()
                == 1;
    }

    Optional<Visitor> visitor(Tx tx, UUID communicationId) {
        return tx.query("select channel_id, web_id from web_sessions where communication_id = :id")
                .bind("id", communicationId)
                .one(row -> new Visitor(row.uuid("channel_id"), row.text("web_id")));
    }
}
