package campaignflows.communication.voice;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls in the database. Whoever locks a call has locked its communication before. */
@Singleton
public final class CallRepository extends SqlRepository {
    private static final TypeReference<List<ResultField>> RESULTS = new TypeReference<>() {};
    private static final String SELECT = """
            select v.communication_id, v.call_sid, v.script::text as script, v.results::text as results, v.answered_by,
                   v.answers::text as answers
              from voice_calls v
            """;

    /**
     * Stores that a call is about to be made, with what its agent asks by now. Empty if the person was erased.
     *
     * @param called   the number
     * @param lookUpAt when to ask for it, should nothing be heard of it
     */
    Optional<Call> begin(Tx tx, UUID communicationId, String called, Instant now, Instant lookUpAt) {
        tx.query("""
                        insert into voice_calls (communication_id, called, script, results, tried_at, look_up_at)
                        select c.id, :called::text, a.settings, a.results, :now::timestamptz, :lookUpAt::timestamptz
                          from communications c join agents a on a.id = c.agent_id
                         where c.id = :id and not c.erased for share of c
                        on conflict (communication_id) do update
                           set called = excluded.called, script = excluded.script, results = excluded.results,
                               tried_at = excluded.tried_at, look_up_at = excluded.look_up_at
                         where voice_calls.call_sid is null
                        """)
                .bind("id", communicationId)
                .bind("called", called)
                .bind("now", now)
                .bind("lookUpAt", lookUpAt)
                .execute();
        return find(tx, communicationId);
    }

    Optional<Call> find(Tx tx, UUID communicationId) {
        return tx.query(SELECT + " where v.communication_id = :id")
                .bind("id", communicationId)
                .one(CallRepository::read);
    }

    Optional<Call> lock(Tx tx, UUID communicationId) {
        return tx.query(SELECT + " where v.communication_id = :id for update")
                .bind("id", communicationId)
                .one(CallRepository::read);
    }

    /** Twilio certainly makes no call. */
    void forget(Tx tx, UUID communicationId) {
        tx.query("delete from voice_calls where communication_id = :id and call_sid is null")
                .bind("id", communicationId)
                .execute();
    }

    /**
     * Twilio's id of it is known, and the number needed no longer.
     *
     * @param lookUpAt null: as it was
     */
    void identify(Tx tx, UUID communicationId, String sid, @Nullable Instant lookUpAt) {
        tx.query("""
                        update voice_calls
                           set call_sid = :sid, called = null, look_up_at = coalesce(:lookUpAt::timestamptz, look_up_at)
                         where communication_id = :id and call_sid is null
                        """)
                .bind("id", communicationId)
                .bind("sid", sid)
                .bind("lookUpAt", lookUpAt)
                .execute();
    }

    void answeredBy(Tx tx, UUID communicationId, String answeredBy) {
        tx.query("update voice_calls set answered_by = :by where communication_id = :id")
                .bind("id", communicationId)
                .bind("by", answeredBy)
                .execute();
    }

    void answers(Tx tx, UUID communicationId, Map<String, String> answers) {
        tx.query("update voice_calls set answers = cast(:answers::text as jsonb) where communication_id = :id")
                .bind("id", communicationId)
                .bind("answers", Columns.json(answers))
                .execute();
    }

    /** It is known how it ended. */
    void ended(Tx tx, UUID communicationId) {
        tx.query("update voice_calls set look_up_at = null, called = null where communication_id = :id")
                .bind("id", communicationId)
                .execute();
    }

    /** The attempt to make it is known to have reached Twilio, whatever its answer was. */
    void endAttempt(Tx tx, UUID communicationId, Instant now) {
        tx.query("""
                        update attempts set ended_at = :now, outcome = 'accepted'
                         where communication_id = :id and outcome is null
                        """).bind("id", communicationId).bind("now", now).execute();
    }

    /** What is said first; null of a person who was erased. */
    @Nullable
    String text(Tx tx, UUID communicationId) {
        return tx.query("select content::text as content from communications where id = :id")
                .bind("id", communicationId)
                .one(row -> Optional.ofNullable(row.orNull("content", Row::text)))
                .flatMap(content -> content)
                .map(json -> Columns.json(json, MessageContent.class).body())
                .orElse(null);
    }

    /** A call of which nothing was heard for long. */
    record Silent(
            UUID communicationId,
            UUID channelId,
            @Nullable String sid,
            @Nullable String called,
            Instant triedAt,
            boolean isOver) {}

    /**
     * Takes those whose time has come, the longest waiting first, and puts them off until they are to be asked for again.
     *
     * @param soon when again, of those whose id is not known
     */
    List<Silent> claimSilent(Tx tx, Instant now, Instant again, Instant soon, int limit) {
        return tx.query("""
                        with due as (
                            select communication_id from voice_calls
                             where look_up_at <= :now order by look_up_at limit :limit for update skip locked),
                        taken as (
                            update voice_calls v
                               set look_up_at = case when v.call_sid is null then :soon::timestamptz else :again::timestamptz end
                              from due
                             where v.communication_id = due.communication_id
                            returning v.communication_id, v.call_sid, v.called, v.tried_at)
                        select t.communication_id, c.channel_id, t.call_sid, t.called, t.tried_at,
                               c.status in ('completed', 'no_response', 'canceled', 'skipped', 'failed') as is_over
                          from taken t join communications c on c.id = t.communication_id
                        """)
                .bind("now", now)
                .bind("again", again)
                .bind("soon", soon)
                .bind("limit", limit)
                .list(row -> new Silent(
                        row.uuid("communication_id"),
                        row.uuid("channel_id"),
                        row.orNull("call_sid", Row::text),
                        row.orNull("called", Row::text),
                        row.instant("tried_at"),
                        row.bool("is_over")));
    }

    /** Those of the ids of Twilio's that are known to be of some communication. */
    Set<String> known(Tx tx, Collection<String> sids) {
        return Set.copyOf(tx.query("select call_sid from voice_calls where call_sid = any(:sids)")
                .bind("sids", sids.toArray(String[]::new))
                .list(row -> row.text("call_sid")));
    }

    /** How many other calls to the number wait to be known: then nobody can say which of them is which. */
    int unknownTo(Tx tx, String called, UUID exceptId) {
        return tx.query("""
                        select count(*)::integer as calls from voice_calls
                         where called = :called and call_sid is null and communication_id <> :id and look_up_at is not null
                        """)
                .bind("called", called)
                .bind("id", exceptId)
                .one(row -> row.integer("calls"))
                .orElse(0);
    }

    private static Call read(Row row) {
        return new Call(
                row.uuid("communication_id"),
                row.orNull("call_sid", Row::text),
                Columns.json(row.text("script"), CallScript.class),
                Columns.json(row.text("results"), RESULTS),
                row.orNull("answered_by", Row::text),
                new HashMap<>(texts(row, "answers")));
    }
}
