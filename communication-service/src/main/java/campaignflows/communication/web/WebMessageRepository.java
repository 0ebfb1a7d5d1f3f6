package campaignflows.communication.web;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages for visitors in the database. */
@Singleton
public final class WebMessageRepository extends SqlRepository {

    /**
     * Whoever stores a message of the visitor waits here for the others, so that a later place is committed later: a browser
     * asks for what is behind the last one that it has seen, and would never see one that is committed afterwards.
     */
    void lock(Tx tx, Visitor visitor) {
        tx.query("select pg_advisory_xact_lock(hashtextextended(:visitor, 140))")
                .bind("visitor", visitor.channelId() + " " + visitor.webId())
                .execute();
    }

    /**
     * A message of a communication.
     *
     * @param number in the session of an external agent; 0: what a message agent sends, of which there is one
     */
    record Part(UUID communicationId, int number) {
        static Part only(UUID communicationId) {
            return new Part(communicationId, 0);
        }
    }

    /**
     * Stores a message at the next place; once, however often it is called. Places are microseconds since
     * 1970, or one more than the last: so they say nothing of others, and are not used again when old ones are deleted.
     *
     * @return whether it is there now; false: the person was erased
     */
    boolean store(Tx tx, Part part, Visitor visitor, String text, Instant now) {
        tx.query("""
                        with person as (
                            select id from communications where id = :id and not erased for share)
                        insert into web_messages (communication_id, number, channel_id, web_id, seq, text, created_at)
                        select person.id, :number::integer, :channel::uuid, :webId::text,
                               greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
                                        1 + coalesce((select max(m.seq) from web_messages m
                                                       where m.channel_id = :channel and m.web_id = :webId), 0)),
                               :text::text, :now::timestamptz
                          from person
                        on conflict (communication_id, number) do nothing
                        """)
                .bind("id", part.communicationId())
                .bind("number", part.number())
                .bind("channel", visitor.channelId())
                .bind("webId", visitor.webId())
                .bind("text", text)
                .bind("now", now)
                .execute();
        return tx.query("select true as there from web_messages where communication_id = :id and number = :number")
                .bind("id", part.communicationId())
                .bind("number", part.number())
                .one(row -> row.bool("there"))
                .isPresent();
    }

    /** The visitor's messages after the place, in order. */
    List<WebMessage> after(Tx tx, Visitor visitor, long seq, int limit) {
        return tx.query("""
                        select seq, text, created_at from web_messages
                         where channel_id = :channel and web_id = :webId and seq > :seq
                         order by seq limit :limit
                        """)
                .bind("channel", visitor.channelId())
                .bind("webId", visitor.webId())
                .bind("seq", seq)
                .bind("limit", limit)
                .list(row -> new WebMessage(row.bigint("seq"), row.text("text"), row.instant("created_at")));
    }

    /** Where a browser of a visitor stands. */
    record Position(Visitor visitor, long seq) {}

    /** Those of the visitors for whom there is something behind where they stand. */
    List<Visitor> withNews(Tx tx, List<Position> positions) {
        return tx.query("""
                        select u.place
                          from unnest(:channels::uuid[], :webIds::text[], :seqs::bigint[]) with ordinality
                               as u (channel_id, web_id, seq, place)
                         where exists (select from web_messages m
                                        where m.channel_id = u.channel_id and m.web_id = u.web_id and m.seq > u.seq)
                        """)
                .bind("channels", column(positions, each -> each.visitor().channelId(), UUID[]::new))
                .bind("webIds", column(positions, each -> each.visitor().webId(), String[]::new))
                .bind("seqs", column(positions, Position::seq, Long[]::new))
                .list(row -> positions.get((int) row.bigint("place") - 1).visitor());
    }

    boolean isThere(Tx tx, Visitor visitor, long seq) {
        return tx.query("""
                        select true as there from web_messages
                         where channel_id = :channel and web_id = :webId and seq = :seq
                        """)
                .bind("channel", visitor.channelId())
                .bind("webId", visitor.webId())
                .bind("seq", seq)
                .one(row -> row.bool("there"))
                .isPresent();
    }

    /**
     * Communications of the visitor's messages up to the place of which it was not yet known that they have come, or were seen: one
     * for each of these messages.
     */
    List<UUID> unacknowledged(Tx tx, Visitor visitor, long seq, boolean read, int limit) {
        return tx.query("""
                        select communication_id from web_messages
                         where channel_id = :channel and web_id = :webId and seq <= :seq
                           and case when :read then read_at else delivered_at end is null
                         order by seq limit :limit
                        """)
                .bind("channel", visitor.channelId())
                .bind("webId", visitor.webId())
                .bind("seq", seq)
                .bind("read", read)
                .bind("limit", limit)
                .list(row -> row.uuid("communication_id"));
    }

    /** Marks those of the communications up to the place. */
    void acknowledge(Tx tx, Visitor visitor, long seq, List<UUID> communicationIds, boolean read, Instant now) {
        tx.query("""
                        update web_messages
                           set delivered_at = coalesce(delivered_at, :now),
                               read_at = case when :read then coalesce(read_at, :now) else read_at end
                         where channel_id = :channel and web_id = :webId and seq <= :seq and communication_id = any(:ids)
                        """)
                .bind("channel", visitor.channelId())
                .bind("webId", visitor.webId())
                .bind("seq", seq)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .bind("read", read)
                .bind("now", now)
                .execute();
    }

    /** Deletes messages that are older; how many. */
    int forget(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from web_messages where (communication_id, number) in (
                            select communication_id, number from web_messages where created_at < :before
                             order by created_at limit :limit)
                        """).bind("before", before).bind("limit", limit).execute();
    }
}
