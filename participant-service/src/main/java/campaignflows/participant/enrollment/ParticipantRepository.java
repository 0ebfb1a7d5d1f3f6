package campaignflows.participant.enrollment;

import campaignflows.participant.profile.BoundedReadRepository;
import campaignflows.participant.profile.ListKeys;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.profile.StoredTexts;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.database.Columns;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Participants in the database. Every method is one statement, whatever the size of the batch. Rows are locked in the order
 * of their ids, after those of their customers.
 */
@Singleton
public class ParticipantRepository {
    /** All columns of a participant, to be selected from an alias {@code p}. */
    public static final String COLUMNS = """
            p.id, p.tenant_id, p.campaign_id, p.customer_id, p.object_id, p.timezone, p.attributes::text as attributes, p.result,
            p.result_at, p.communications_count, p.open_communications, p.last_communication::text as last_communication, p.created_at, p.updated_at
            """;

    /** How far the last time that something happened may be from what is stored. */
    private static final Duration TOUCHED = Duration.ofHours(1);

    private final ParticipantStatusRepository progress;

    ParticipantRepository(ParticipantStatusRepository progress) {
        this.progress = progress;
    }

    /**
     * The campaign's participants of these customers for these objects, or for none, locked.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows; some of them may be locked then
     */
    public List<Participant> lockByKeys(
            Tx tx,
            UUID campaignId,
            Collection<UUID> customerIds,
            Set<String> objectIds,
            boolean noObject,
            ReadBound bound) {
        return byKeys(tx, campaignId, customerIds, objectIds, noObject, " order by p.id for no key update", bound);
    }

    /** The campaign's participants of these customers for these objects, or for none, as they are now. */
    public List<Participant> findByKeys(
            Tx tx, UUID campaignId, Collection<UUID> customerIds, Set<String> objectIds, boolean noObject) {
        return findByKeys(tx, campaignId, customerIds, objectIds, noObject, ReadBound.none());
    }

    /**
     * The same within a bound.
     *
     * @throws ReadBound.Exceeded if they are more than it allows
     */
    public List<Participant> findByKeys(
            Tx tx,
            UUID campaignId,
            Collection<UUID> customerIds,
            Set<String> objectIds,
            boolean noObject,
            ReadBound bound) {
        return byKeys(tx, campaignId, customerIds, objectIds, noObject, "", bound);
    }

    private static List<Participant> byKeys(
            Tx tx,
            UUID campaignId,
            Collection<UUID> customerIds,
            Set<String> objectIds,
            boolean noObject,
            String suffix,
            ReadBound bound) {
        if (customerIds.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        String head =
                "select id from participants where campaign_id = :campaign and customer_id = any (:customers) and ";
        if (noObject) {
            parts.add(head + "object_id is null");
        }
        if (!objectIds.isEmpty()) {
            parts.add(head + "object_id = any (:objects)");
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        var query = tx.query("select " + COLUMNS + " from participants p where p.id in ("
                        + String.join(" union all ", parts) + ")" + suffix)
                .bind("campaign", campaignId)
                .bind("customers", customerIds.toArray(UUID[]::new));
        if (!objectIds.isEmpty()) {
            query.bind("objects", objectIds.toArray(String[]::new));
        }
        return BoundedReadRepository.read(query, bound, row -> {
            bound.pass(row.text("attributes"));
            return participant(row);
        });
    }

    /** Those of these participants that exist, locked. */
    public List<Participant> lockByIds(Tx tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.query("select " + COLUMNS
                        + " from participants p where p.id = any (:ids) order by p.id for no key update")
                .bind("ids", ids.toArray(UUID[]::new))
                .list(row -> participant(row));
    }

    /** The customer of a participant; empty if the tenant's campaign has none with this id. */
    public Optional<UUID> customerOf(Tx tx, UUID tenantId, UUID campaignId, UUID participantId) {
        return tx.query("""
                        select customer_id from participants
                         where id = :id and campaign_id = :campaign and tenant_id = :tenant
                        """)
                .bind("id", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .one(row -> row.uuid("customer_id"));
    }

    /**
     * Notes that something has happened to these participants although no value has changed, so that they are kept longer. One that
     * was written within the hour stays as it is.
     */
    public void touch(Tx tx, Collection<UUID> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        tx.query("""
                        with stale as (
                            select id from participants where id = any (:ids) and updated_at < :stale order by id for no key update)
                        update participants p set updated_at = :now from stale where p.id = stale.id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("stale", now.minus(TOUCHED))
                .bind("now", now)
                .send();
    }

    public boolean delete(Tx tx, UUID participantId) {
        progress.delete(tx, participantId);
        return tx.query("delete from participants where id = :id")
                        .bind("id", participantId)
                        .execute()
                == 1;
    }

    /** Writes new and changed participants. */
    public void write(Tx tx, Collection<UnsavedParticipant> drafts, Instant now) {
        List<UnsavedParticipant> changed = drafts.stream()
                .filter(draft -> !draft.isNew() && draft.isChanged())
                .toList();
        List<UnsavedParticipant> added =
                drafts.stream().filter(UnsavedParticipant::isNew).toList();
        if (!changed.isEmpty()) {
            update(tx, changed, now);
            progress.update(tx, changed);
        }
        if (!added.isEmpty()) {
            insert(tx, added);
            progress.insert(tx, added);
        }
    }

    /** The time of creation is taken from the id (see the migration). Imported participants have no communication yet. */
    private static void insert(Tx tx, List<UnsavedParticipant> drafts) {
        List<ListKeys> keys = drafts.stream().map(UnsavedParticipant::listKeys).toList();
        tx.query("""
                        insert into participants (id, tenant_id, campaign_id, customer_id, object_id, timezone, attributes,
                                                  name_key, email_key, phone_key, external_id_key, created_at, updated_at)
                        select u.id, u.tenant_id, u.campaign_id, u.customer_id, u.object_id, u.timezone,
                               cast(u.attributes as jsonb), u.name_key, u.email_key, u.phone_key, u.external_id_key,
                               u.created_at, u.created_at
                          from (select unnest(:ids::uuid[]) as id, unnest(:tenants::uuid[]) as tenant_id,
                                       unnest(:campaigns::uuid[]) as campaign_id, unnest(:customers::uuid[]) as customer_id,
                                       unnest(:objects::text[]) as object_id, unnest(:timezones::text[]) as timezone,
                                       unnest(:attributes::text[]) as attributes, unnest(:names::text[]) as name_key,
                                       unnest(:emails::text[]) as email_key, unnest(:phones::text[]) as phone_key,
                                       unnest(:externalIds::text[]) as external_id_key,
                                       unnest(:createdAts::timestamptz[]) as created_at) as u
                        """)
                .bind("ids", Columns.of(drafts, UUID[]::new, UnsavedParticipant::id))
                .bind("tenants", Columns.of(drafts, UUID[]::new, UnsavedParticipant::tenantId))
                .bind("campaigns", Columns.of(drafts, UUID[]::new, UnsavedParticipant::campaignId))
                .bind("customers", Columns.of(drafts, UUID[]::new, UnsavedParticipant::customerId))
                .bind("objects", Columns.of(drafts, String[]::new, UnsavedParticipant::objectId))
                .bind("timezones", Columns.of(drafts, String[]::new, UnsavedParticipant::timezone))
                .bind("attributes", Columns.of(drafts, String[]::new, draft -> StoredTexts.encode(draft.attributes())))
                .bind("names", Columns.of(keys, String[]::new, ListKeys::name))
                .bind("emails", Columns.of(keys, String[]::new, ListKeys::email))
                .bind("phones", Columns.of(keys, String[]::new, ListKeys::phone))
                .bind("externalIds", Columns.of(keys, String[]::new, ListKeys::externalId))
                .bind("createdAts", Columns.of(drafts, Instant[]::new, draft -> createdAt(draft.id())))
                .send();
    }

    /** The time in a UUIDv7. */
    private static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static void update(Tx tx, List<UnsavedParticipant> drafts, Instant now) {
        tx.query("""
                        update participants p
                           set timezone = u.timezone, attributes = cast(u.attributes as jsonb), result = u.result,
                               result_at = u.result_at, communications_count = u.communications,
                               open_communications = u.open, last_communication = cast(u.last as jsonb), updated_at = :now
                          from unnest(:ids::uuid[], :timezones::text[], :attributes::text[], :results::boolean[],
                                      :resultAts::timestamptz[], :communications::integer[], :opens::integer[], :lasts::text[])
                            as u (id, timezone, attributes, result, result_at, communications, open, last)
                         where p.id = u.id
                        """)
                .bind("now", now)
                .bind("ids", Columns.of(drafts, UUID[]::new, UnsavedParticipant::id))
                .bind("timezones", Columns.of(drafts, String[]::new, UnsavedParticipant::timezone))
                .bind("attributes", Columns.of(drafts, String[]::new, draft -> StoredTexts.encode(draft.attributes())))
                .bind("results", Columns.of(drafts, Boolean[]::new, UnsavedParticipant::result))
                .bind("resultAts", Columns.of(drafts, Instant[]::new, UnsavedParticipant::resultAt))
                .bind("communications", Columns.of(drafts, Integer[]::new, UnsavedParticipant::communicationsCount))
                .bind("opens", Columns.of(drafts, Integer[]::new, UnsavedParticipant::openCommunications))
                .bind("lasts", Columns.of(drafts, String[]::new, draft -> text(draft.lastCommunication())))
                .send();
    }

    public static Participant participant(Row row) {
        return new Participant(
                row.uuid("id"),
                row.uuid("tenant_id"),
                row.uuid("campaign_id"),
                row.uuid("customer_id"),
                row.orNull("object_id", Row::text),
                row.orNull("timezone", Row::text),
                StoredTexts.decode(row.text("attributes")),
                row.orNull("result", Row::bool),
                row.orNull("result_at", Row::instant),
                row.integer("communications_count"),
                row.integer("open_communications"),
                communication(row.orNull("last_communication", Row::text)),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static @Nullable CommunicationState communication(@Nullable String json) {
        try {
            return json == null ? null : Json.mapper().readValue(json, CommunicationState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored communication state", e);
        }
    }

    private static @Nullable String text(@Nullable CommunicationState communication) {
        try {
            return communication == null ? null : Json.mapper().writeValueAsString(communication);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a communication state that can be written as JSON", e);
        }
    }
}
