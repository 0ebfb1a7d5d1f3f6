package campaignflows.communication.dispatch;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attempts: stored before a provider is called, with their outcome after it. */
@Singleton
public final class AttemptRepository extends SqlRepository {

    /**
     * An attempt that may now be made, and what is to be said.
     *
     * @param number  of all attempts
     * @param retries how many refusals it follows
     * @param traceparent where the plan stands in a trace; null if it is not traced
     */
    public record BegunAttempt(
            UUID communicationId,
            UUID campaignId,
            int number,
            int retries,
            MessageContent content,
            Map<String, String> parameters,
            @Nullable String traceparent) {}

    /**
     * How an attempt ended.
     *
     * @param providerId by which its receipts name it; null if there will be none
     */
    public record Ended(
            UUID communicationId,
            int number,
            String outcome,
            @Nullable String reason,
            @Nullable String providerId) {}

    /**
     * The last look before the provider is called: begins an attempt for those of the claims that are still ours, not
     * withdrawn, whose run is active, and whose contact has not opted out meanwhile. What is not in the answer must not be sent.
     *
     * @param recorded       whether the attempt is written down; needless where the provider is this same transaction
     * @param addressDigests where they go to, of those of which that is to be known later
     */
    List<BegunAttempt> begin(
            Tx tx, Collection<UUID> ids, UUID owner, Instant now, boolean recorded, Map<UUID, String> addressDigests) {
        List<Map.Entry<UUID, String>> addressed = List.copyOf(addressDigests.entrySet());
        return tx.query("""
                        with mine as (
                            select c.id
                              from communications c
                              join runs r on r.campaign_id = c.campaign_id
                                         and r.active and r.faulted_run is distinct from r.run
                             where c.id = any(:ids) and c.lease_owner = :owner and c.lease_until > clock_timestamp()
                               and c.status = 'planned' and c.withdrawn_silently is null
                               and not exists (select from opt_outs o where o.customer_id = c.customer_id and o.channel = c.channel)
                             order by c.id for update of c),
                        counted as (
                            update communications c set attempts = c.attempts + 1
                              from mine where c.id = mine.id
                            returning c.id, c.campaign_id, c.attempts, c.retries, c.content::text as content,
                                      c.parameters::text as parameters, c.traceparent),
                        written as (
                            insert into attempts (communication_id, number, owner, started_at, address_digest)
                            select k.id, k.attempts, :owner, :now::timestamptz, a.digest
                              from counted k
                              left join unnest(:addressed::uuid[], :digests::text[]) as a (id, digest) on a.id = k.id
                             where :recorded)
                        select id, campaign_id, attempts, retries, content, parameters, traceparent from counted
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .bind("now", now)
                .bind("recorded", recorded)
                .bind("addressed", column(addressed, Map.Entry::getKey, UUID[]::new))
                .bind("digests", column(addressed, Map.Entry::getValue, String[]::new))
                .list(row -> new BegunAttempt(
                        row.uuid("id"),
                        row.uuid("campaign_id"),
                        row.integer("attempts"),
                        row.integer("retries"),
                        content(row.orNull("content", Row::text)),
                        texts(row, "parameters"),
                        row.orNull("traceparent", Row::text)));
    }

    /** Stores outcomes. What a mail server says may repeat the address, so of erased people its words are not kept. */
    void end(Tx tx, List<Ended> ended, Instant now) {
        tx.query("""
                        with held as (
                            select id, erased from communications where id = any(:ids) order by id for update)
                        update attempts a
                           set ended_at = :now, outcome = u.outcome, reason = case when h.erased then null else u.reason end,
                               provider_id = u.provider_id
                          from unnest(:ids::uuid[], :numbers::integer[], :outcomes::text[], :reasons::text[], :providerIds::text[])
                               as u (id, number, outcome, reason, provider_id)
                          join held h on h.id = u.id
                         where a.communication_id = u.id and a.number = u.number and a.outcome is null
                        """)
                .bind("ids", ended.stream().map(Ended::communicationId).toArray(UUID[]::new))
                .bind("numbers", ended.stream().map(Ended::number).toArray(Integer[]::new))
                .bind("outcomes", ended.stream().map(Ended::outcome).toArray(String[]::new))
                .bind("reasons", ended.stream().map(Ended::reason).toArray(String[]::new))
                .bind("providerIds", column(ended, AttemptRepository::digest, String[]::new))
                .bind("now", now)
                .send();
    }

    /** Those with an attempt whose outcome is not known. */
    List<UUID> openAmong(Tx tx, Collection<UUID> communicationIds) {
        return tx.query("select communication_id from attempts where communication_id = any(:ids) and outcome is null")
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .list(row -> row.uuid("communication_id"));
    }

    boolean answers(Tx tx) {
        return tx.query("select true as answers")
                .one(row -> row.bool("answers"))
                .isPresent();
    }

    /** Ends open attempts whose outcome nobody will ever know. */
    void abandon(Tx tx, Collection<UUID> communicationIds, Instant now) {
        tx.query("""
                        update attempts set ended_at = :now, outcome = 'unknown'
                         where communication_id = any(:ids) and outcome is null
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .bind("now", now)
                .execute();
    }

    /** Those of WhatsApp hold the phone number. */
    private static @Nullable String digest(Ended ended) {
        String id = ended.providerId();
        return id == null ? null : Sha256.hex(id);
    }

    private static MessageContent content(@Nullable String json) {
        return json == null ? MessageContent.NONE : Columns.json(json, MessageContent.class);
    }
}
