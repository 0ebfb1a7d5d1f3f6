package campaignflows.campaign.campaign;

import campaignflows.campaign.campaign.Campaign.Fault;
import campaignflows.campaign.text.OneLine;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.request.Cursor;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The table of campaigns. A change of anything in a campaign begins with {@link #lock}, so that changes are one by one. */
@Singleton
public class CampaignRepository {
    /** More campaigns than this are not counted, only said to be more. */
    public static final int COUNT_BOUND = 10_000;

    private static final String UNIQUE_VIOLATION = "23505";

    /** Stores a new campaign; false if its name is taken. */
    public boolean insert(
            Handle tx, UUID id, UUID tenant, CampaignName name, String description, boolean updatedOnUnchanged) {
        return tx.createUpdate("""
                        insert into campaign (id, tenant_id, name, name_key, description, status, run,
                                              updated_on_unchanged, revision, created_at, updated_at)
                        values (:id, :tenant, :name, :key, :description, 'inactive', 0,
                                :updatedOnUnchanged, 0, now(), now())
                        on conflict (tenant_id, name_key) do nothing
                        """)
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .bind("name", name.text())
                        .bind("key", name.key())
                        .bind("description", description)
                        .bind("updatedOnUnchanged", updatedOnUnchanged)
                        .execute()
                == 1;
    }

    /** Whether a campaign of the tenant has the name already. */
    public boolean isTaken(Handle tx, UUID tenant, CampaignName name) {
        return tx.createQuery("select exists (select from campaign where tenant_id = :tenant and name_key = :key)")
                .bind("tenant", tenant)
                .bind("key", name.key())
                .mapTo(Boolean.class)
                .one();
    }

    public Optional<Campaign> find(Handle tx, UUID tenant, UUID id) {
        return one(tx, "select * from campaign where id = :id and tenant_id = :tenant", tenant, id);
    }

    /** The campaign, which nobody else can change until the transaction ends. */
    public Optional<Campaign> lock(Handle tx, UUID tenant, UUID id) {
        return one(tx, "select * from campaign where id = :id and tenant_id = :tenant for update", tenant, id);
    }

    /** The campaign, which nobody can change until the transaction ends; others may read it so too. */
    public Optional<Campaign> share(Handle tx, UUID tenant, UUID id) {
        return one(tx, "select * from campaign where id = :id and tenant_id = :tenant for share", tenant, id);
    }

    private static Optional<Campaign> one(Handle tx, String sql, UUID tenant, UUID id) {
        return tx.createQuery(sql)
                .bind("id", id)
                .bind("tenant", tenant)
                .map(CampaignRepository::campaign)
                .findOne();
    }

    /** The names of those of the campaigns that the tenant has. */
    public Map<UUID, String> names(Handle tx, UUID tenant, Collection<UUID> ids) {
        return tx
                .createQuery("select id, name from campaign where tenant_id = :tenant and id = any (:ids)")
                .bind("tenant", tenant)
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many flows these campaigns have; one without any is left out. */
    Map<UUID, ListedCampaign.Flows> flows(Handle tx, Collection<UUID> ids) {
        return tx
                .createQuery("""
                        select campaign_id, count(*) as flows, count(*) filter (where active) as active
                          from flow where campaign_id = any (:ids) group by campaign_id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> Map.entry(
                        row.getObject("campaign_id", UUID.class),
                        new ListedCampaign.Flows(row.getInt("flows"), row.getInt("active"))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One more than the limit, if there are more. */
    public List<Campaign> page(Handle tx, CampaignQuery query) {
        String key = column(query.sort().key());
        String direction = query.sort().descending() ? "desc" : "asc";
        String after = query.sort().descending() ? "<" : ">";
        String from = query.after().isEmpty() ? "" : "and (%s, id) %s (:afterKey, :afterId)".formatted(key, after);
        Query select = filtered(
                tx.createQuery("select * from campaign where %s %s order by %s %s, id %s limit :limit"
                        .formatted(FILTER, from, key, direction, direction)),
                query);
        query.after().ifPresent(cursor -> bindCursor(select, query.sort(), cursor));
        return select.bind("limit", query.limit() + 1)
                .map(CampaignRepository::campaign)
                .list();
    }

    /** How many the whole list has, at most one more than {@link #COUNT_BOUND}. */
    public long count(Handle tx, CampaignQuery query) {
        return filtered(
                        tx.createQuery("select count(*) from (select 1 from campaign where %s limit :bound) found"
                                .formatted(FILTER)),
                        query)
                .bind("bound", COUNT_BOUND + 1)
                .mapTo(Long.class)
                .one();
    }

    private static final String FILTER = """
            tenant_id = :tenant
              and (:status::text is null or status = :status)
              and (:search::text is null or position(:searchKey in name_key) > 0 or position(:search in lower(description)) > 0)
            """;

    private static Query filtered(Query select, CampaignQuery query) {
        return select.bind("searchKey", query.search().map(OneLine::key).orElse(null))
                .bind("tenant", query.tenant())
                .bind("status", query.status().map(CampaignRepository::wireName).orElse(null))
                .bind(
                        "search",
                        query.search()
                                .map(text -> text.toLowerCase(Locale.ROOT))
                                .orElse(null));
    }

    private static void bindCursor(Query select, CampaignSort sort, Cursor cursor) {
        switch (sort.key()) {
            case NAME, STATUS -> select.bind("afterKey", cursor.text(0));
            case CREATED_AT, UPDATED_AT -> select.bind("afterKey", cursor.instant(0));
        }
        select.bind("afterId", cursor.uuid(1));
    }

    private static String column(CampaignSort.Key key) {
        return switch (key) {
            case NAME -> "name_key";
            case STATUS -> "status";
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    /**
     * Changes what people say of a campaign.
     *
     * @param name empty keeps the present one
     * @return false if another campaign of the tenant has the name; the transaction can only be rolled back then
     */
    public boolean update(
            Handle tx, UUID id, Optional<CampaignName> name, String description, boolean updatedOnUnchanged) {
        try {
            tx.createUpdate("""
                        update campaign
                           set name = coalesce(:name, name), name_key = coalesce(:key, name_key),
                               description = :description,
                               updated_on_unchanged = :updatedOnUnchanged
                         where id = :id
                        """)
                    .bind("id", id)
                    .bind("name", name.map(CampaignName::text).orElse(null))
                    .bind("key", name.map(CampaignName::key).orElse(null))
                    .bind("description", description)
                    .bind("updatedOnUnchanged", updatedOnUnchanged)
                    .execute();
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Moves the campaign to a status and run. */
    public void setStatus(Handle tx, UUID id, CampaignStatus status, int run) {
        tx.createUpdate("update campaign set status = :status, run = :run where id = :id")
                .bind("id", id)
                .bind("status", wireName(status))
                .bind("run", run)
                .execute();
    }

    public void setFault(Handle tx, UUID id, Fault fault) {
        tx.createUpdate("update campaign set error_at = :at, error_message = :message where id = :id")
                .bind("id", id)
                .bind("at", fault.at())
                .bind("message", fault.message())
                .execute();
    }

    /** Notes that the latest Start is complete. */
    public void setStarted(Handle tx, UUID id) {
        tx.createUpdate("update campaign set started_at = now(), error_at = null, error_message = null where id = :id")
                .bind("id", id)
                .execute();
    }

    /** Counts a change that others must know, and gives the campaign as it is then. */
    public Campaign nextRevision(Handle tx, UUID id) {
        return tx.createQuery(
                        "update campaign set revision = revision + 1, updated_at = now() where id = :id returning *")
                .bind("id", id)
                .map(CampaignRepository::campaign)
                .one();
    }

    /** Notes a change that nobody else needs to know. */
    public void touch(Handle tx, UUID id) {
        tx.createUpdate("update campaign set updated_at = now() where id = :id")
                .bind("id", id)
                .execute();
    }

    public void delete(Handle tx, UUID id) {
        tx.createUpdate("delete from campaign where id = :id").bind("id", id).execute();
    }

    private static Campaign campaign(ResultSet row, StatementContext context) throws SQLException {
        Instant faultAt = instant(row, "error_at");
        return new Campaign(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                CampaignStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                faultAt == null ? null : new Fault(faultAt, row.getString("error_message")),
                row.getInt("run"),
                instant(row, "started_at"),
                row.getBoolean("updated_on_unchanged"),
                row.getLong("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
