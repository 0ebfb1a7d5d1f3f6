package campaignflows.participant.roster;

import campaignflows.participant.copy.CopyRepository;
import campaignflows.participant.profile.ListKeys;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.profile.StoredTexts;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationState;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Participants in the database. Every method is one statement, whatever the size of the batch. Rows are locked in the order
 * of their ids, after their customers'.
 */
@Singleton
public class ParticipantRepository {
    /** All columns of a participant, to be selected from an alias {@code p}. */
    public static final String COLUMNS = """
            p.id, p.tenant_id, p.campaign_id, p.customer_id, p.object_id, p.timezone, p.attributes, p.result, p.result_at,
            p.communications_count, p.open_communications, p.last_communication, p.created_at, p.updated_at
            """;

    /** Rows that the driver holds at a time inside a transaction. */
    private static final int FETCH_SIZE = 1_000;

    private final ProgressRepository progress;

    ParticipantRepository(ProgressRepository progress) {
        this.progress = progress;
    }

    private static final List<String> INSERTED = List.of(
            "id",
            "tenant_id",
            "campaign_id",
            "customer_id",
            "object_id",
            "timezone",
            "attributes",
            "name_key",
            "email_key",
            "phone_key",
            "external_id_key",
            "created_at",
            "updated_at");

    /**
     * The campaign's participants of these customers for these objects, or for none, locked.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows; some of them may be locked then
     */
    public List<Participant> lockByKeys(
            Handle transaction,
            UUID campaignId,
            Collection<UUID> customerIds,
            Set<String> objectIds,
            boolean noObject,
            ReadBound bound) {
        return byKeys(
                transaction, campaignId, customerIds, objectIds, noObject, " order by p.id for no key update", bound);
    }

    /** The campaign's participants of these customers for these objects, or for none, as they are now. */
    public List<Participant> findByKeys(
            Handle handle, UUID campaignId, Collection<UUID> customerIds, Set<String> objectIds, boolean noObject) {
        return findByKeys(handle, campaignId, customerIds, objectIds, noObject, ReadBound.none());
    }

    /**
     * The same within a bound.
     *
     * @throws ReadBound.Exceeded if they are more than it allows
     */
    public List<Participant> findByKeys(
            Handle handle,
            UUID campaignId,
            Collection<UUID> customerIds,
            Set<String> objectIds,
            boolean noObject,
            ReadBound bound) {
        return byKeys(handle, campaignId, customerIds, objectIds, noObject, "", bound);
    }

    private static List<Participant> byKeys(
            Handle handle,
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
        var query = handle.createQuery("select " + COLUMNS + " from participants p where p.id in ("
                        + String.join(" union all ", parts) + ")" + suffix)
                .bind("campaign", campaignId)
                .bind("customers", customerIds.toArray(UUID[]::new));
        if (!objectIds.isEmpty()) {
            query.bind("objects", objectIds.toArray(String[]::new));
        }
        return query.setFetchSize(FETCH_SIZE)
                .map((row, context) -> {
                    bound.pass(row.getString("attributes"));
                    return participant(row);
                })
                .list();
    }

    /** Those of these participants that exist, locked. */
    public List<Participant> lockByIds(Handle transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return transaction
                .createQuery("select " + COLUMNS
                        + " from participants p where p.id = any (:ids) order by p.id for no key update")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> participant(row))
                .list();
    }

    /** Whose participant it is; empty if the tenant's campaign has none with this id. */
    public Optional<UUID> customerOf(Handle handle, UUID tenantId, UUID campaignId, UUID participantId) {
        return handle.createQuery("""
                        select customer_id from participants
                         where id = :id and campaign_id = :campaign and tenant_id = :tenant
                        """)
                .bind("id", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .mapTo(UUID.class)
                .findOne();
    }

    public boolean delete(Handle transaction, UUID participantId) {
        progress.delete(transaction, participantId);
        return transaction
                        .createUpdate("delete from participants where id = :id")
                        .bind("id", participantId)
                        .execute()
                == 1;
    }

    /** Writes new and changed participants. */
    public void write(Handle transaction, Collection<ParticipantDraft> drafts, Instant now) {
        List<ParticipantDraft> changed = drafts.stream()
                .filter(draft -> !draft.isNew() && draft.isChanged())
                .toList();
        List<ParticipantDraft> added =
                drafts.stream().filter(ParticipantDraft::isNew).toList();
        if (!changed.isEmpty()) {
            update(transaction, changed, now);
            progress.update(transaction, changed);
        }
        if (!added.isEmpty()) {
            insert(transaction, added);
            progress.insert(transaction, added);
        }
    }

    /** The time of creation is the one in the id (see the migration). Imported participants have no communication yet. */
    private static void insert(Handle transaction, List<ParticipantDraft> drafts) {
        CopyRepository.add(transaction, "participants", INSERTED, drafts, (row, draft) -> {
            ListKeys keys = draft.listKeys();
            Instant created = createdAt(draft.id());
            row.uuid(draft.id())
                    .uuid(draft.tenantId())
                    .uuid(draft.campaignId())
                    .uuid(draft.customerId())
                    .text(draft.objectId())
                    .text(draft.timezone())
                    .json(StoredTexts.encode(draft.attributes()))
                    .text(keys.name())
                    .text(keys.email())
                    .text(keys.phone())
                    .text(keys.externalId())
                    .instant(created)
                    .instant(created);
        });
    }

    /** The time in a UUIDv7. */
    private static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static void update(Handle transaction, List<ParticipantDraft> drafts, Instant now) {
        transaction
                .createUpdate("""
                        update participants p
                           set timezone = u.timezone, attributes = cast(u.attributes as jsonb), result = u.result,
                               result_at = cast(u.result_at as timestamptz), communications_count = u.communications,
                               open_communications = u.open, last_communication = cast(u.last as jsonb), updated_at = :now
                          from unnest(:ids, :timezones, :attributes, :results, :resultAts, :communications, :opens, :lasts)
                            as u (id, timezone, attributes, result, result_at, communications, open, last)
                         where p.id = u.id
                        """)
                .bind("now", now)
                .bind("ids", column(drafts, UUID[]::new, ParticipantDraft::id))
                .bind("timezones", column(drafts, String[]::new, ParticipantDraft::timezone))
                .bind("attributes", column(drafts, String[]::new, draft -> StoredTexts.encode(draft.attributes())))
                .bind("results", column(drafts, Boolean[]::new, ParticipantDraft::result))
                .bind("resultAts", column(drafts, String[]::new, ParticipantRepository::resultAt))
                .bind("communications", column(drafts, Integer[]::new, ParticipantDraft::communicationsCount))
                .bind("opens", column(drafts, Integer[]::new, ParticipantDraft::openCommunications))
                .bind("lasts", column(drafts, String[]::new, draft -> text(draft.lastCommunication())))
                .execute();
    }

    private static @Nullable String resultAt(ParticipantDraft draft) {
        Instant at = draft.resultAt();
        return at == null ? null : at.toString();
    }

    private static <T> @Nullable T[] column(
            List<ParticipantDraft> drafts, IntFunction<T[]> array, Function<ParticipantDraft, @Nullable T> value) {
        @Nullable T[] column = array.apply(drafts.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(drafts.get(i));
        }
        return column;
    }

    public static Participant participant(ResultSet row) throws SQLException {
        boolean result = row.getBoolean("result");
        @Nullable Boolean resultOrNull = row.wasNull() ? null : (Boolean) result;
        return new Participant(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("object_id"),
                row.getString("timezone"),
                StoredTexts.decode(row.getString("attributes")),
                resultOrNull,
                instant(row, "result_at"),
                row.getInt("communications_count"),
                row.getInt("open_communications"),
                communication(row.getString("last_communication")),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
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
