package campaignflows.campaign.lifecycle;

import campaignflows.campaign.text.OneLine;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table of campaigns. A change of anything in a campaign begins with {@link #lock}, so that changes are made one by one.
 */
@Singleton
public class CampaignRepository {
    /** More campaigns than this are not counted, only said to be more. */
    public static final int COUNT_BOUND = 10_000;

    private static final String OF_TENANT = "from Campaign where id = :id and tenantId = :tenant";
    private static final String COLUMNS =
            "id, tenant_id, name, name_key, description, status, error_at, error_message, run,"
                    + " started_at, updated_on_unchanged, revision, created_at, updated_at";
    private static final String NAME_IS_UNIQUE = "campaigns_name_unique";

    Uni<Void> insert(Mutiny.Session session, Campaign campaign) {
        return session.persist(campaign);
    }

    /** Whether a transaction failed since another campaign of the tenant has the name. */
    static boolean isNameTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String constraint = switch (cause) {
                case PgException refused -> refused.getConstraint();
                case ConstraintViolationException violated -> violated.getConstraintName();
                default -> null;
            };
            if (NAME_IS_UNIQUE.equals(constraint)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a campaign of the tenant has the name already. */
    public Uni<Boolean> isTaken(Mutiny.Session session, UUID tenant, CampaignName name) {
        return session.createSelectionQuery(
                        "select count(*) from Campaign where tenantId = :tenant and nameKey = :key", Long.class)
                .setParameter("tenant", tenant)
                .setParameter("key", name.key())
                .getSingleResult()
                .map(count -> count > 0);
    }

    /** @throws ProblemException 404 if the tenant has no such campaign */
    public Uni<Campaign> find(Mutiny.Session session, UUID tenant, UUID id) {
        return one(session, tenant, id, LockModeType.NONE).onItem().ifNull().failWith(CampaignService::unknown);
    }

    /**
     * The campaign, which nobody else can change until the transaction ends.
     *
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    public Uni<Campaign> lock(Mutiny.Session session, UUID tenant, UUID id) {
        return lockIfPresent(session, tenant, id).onItem().ifNull().failWith(CampaignService::unknown);
    }

    /** As {@link #lock}, for a campaign that may be gone; null then. */
    public Uni<@Nullable Campaign> lockIfPresent(Mutiny.Session session, UUID tenant, UUID id) {
        return one(session, tenant, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The campaign, which nobody can change until the transaction ends; others may read it so too.
     *
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    public Uni<Campaign> share(Mutiny.Session session, UUID tenant, UUID id) {
        return one(session, tenant, id, LockModeType.PESSIMISTIC_READ)
                .onItem()
                .ifNull()
                .failWith(CampaignService::unknown);
    }

    private static Uni<Campaign> one(Mutiny.Session session, UUID tenant, UUID id, LockModeType lock) {
        return session.createSelectionQuery(OF_TENANT, Campaign.class)
                .setParameter("id", id)
                .setParameter("tenant", tenant)
                .setLockMode(lock)
                .getSingleResultOrNull();
    }

    /** The names of those of the campaigns that the tenant has. */
    Uni<Map<UUID, String>> names(Mutiny.Session session, UUID tenant, Collection<UUID> ids) {
        return session.createSelectionQuery(
                        "select id, name from Campaign where tenantId = :tenant and id in (:ids)", Object[].class)
                .setParameter("tenant", tenant)
                .setParameter("ids", ids)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(row -> (UUID) row[0], row -> (String) row[1])));
    }

    /** How many flows these campaigns have; one without any is left out. */
    Uni<Map<UUID, ListedCampaign.Flows>> flows(Mutiny.Session session, Collection<UUID> ids) {
        return session.createSelectionQuery(
                        "select campaignId, count(*), count(*) filter (where active) from StoredFlow where campaignId in (:ids) group by campaignId",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(row -> (UUID) row[0], CampaignRepository::flows)));
    }

    private static ListedCampaign.Flows flows(Object[] row) {
        return new ListedCampaign.Flows(((Long) row[1]).intValue(), ((Long) row[2]).intValue());
    }

    /** One more than the limit, if there are more. */
    Uni<List<Campaign>> page(Mutiny.Session session, CampaignQuery query) {
        String key = column(query.sort().key());
        String direction = query.sort().descending() ? "desc" : "asc";
        String after = query.sort().descending() ? "<" : ">";
        String from = query.after().isEmpty() ? "" : "and (%s, id) %s (:afterKey, :afterId)".formatted(key, after);
        Mutiny.SelectionQuery<Campaign> select = filtered(
                session.createNativeQuery(
                        "select %s from campaigns where %s %s order by %s %s, id %s limit :limit"
                                .formatted(COLUMNS, filter(query), from, key, direction, direction),
                        Campaign.class),
                query);
        query.after().ifPresent(cursor -> bindCursor(select, query.sort(), cursor));
        return select.setParameter("limit", query.limit() + 1).getResultList();
    }

    /** How many the whole list has, at most one more than {@link #COUNT_BOUND}. */
    Uni<Long> count(Mutiny.Session session, CampaignQuery query) {
        return filtered(
                        session.createNativeQuery(
                                "select count(*) from (select 1 from campaigns where %s limit :bound) found"
                                        .formatted(filter(query)),
                                Long.class),
                        query)
                .setParameter("bound", COUNT_BOUND + 1)
                .getSingleResult();
    }

    private static String filter(CampaignQuery query) {
        return "tenant_id = :tenant"
                + (query.status().isEmpty() ? "" : " and status = :status")
                + (query.search().isEmpty()
                        ? ""
                        : " and (position(:searchKey in name_key) > 0 or position(:search in lower(description)) > 0)");
    }

    private static <T> Mutiny.SelectionQuery<T> filtered(Mutiny.SelectionQuery<T> select, CampaignQuery query) {
        select.setParameter("tenant", query.tenant());
        query.status().ifPresent(status -> select.setParameter("status", WireName.of(status)));
        query.search()
                .ifPresent(text -> select.setParameter("searchKey", OneLine.key(text))
                        .setParameter("search", text.toLowerCase(Locale.ROOT)));
        return select;
    }

    private static void bindCursor(Mutiny.SelectionQuery<Campaign> select, CampaignSort sort, Cursor cursor) {
        switch (sort.key()) {
            case NAME, STATUS -> select.setParameter("afterKey", cursor.text(0));
            case CREATED_AT, UPDATED_AT -> select.setParameter("afterKey", cursor.instant(0));
        }
        select.setParameter("afterId", cursor.uuid(1));
    }

    private static String column(CampaignSort.Key key) {
        return switch (key) {
            case NAME -> "name_key";
            case STATUS -> "status";
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    Uni<Void> delete(Mutiny.Session session, Campaign campaign) {
        return session.remove(campaign);
    }
}
