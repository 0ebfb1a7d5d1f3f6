package campaignflows.participant.walk;

import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.roster.Participant;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Participants as flows see them, all of a batch in one statement, or page by page. */
@Singleton
public class SnapshotRepository {
    private static final String COLUMNS =
            ParticipantRepository.COLUMNS + ", " + CustomerRepository.COLUMNS + ", r.run as active_run";

    private static final String ROWS = " from participants p join customers c on c.id = p.customer_id"
            + " left join runs r on r.campaign_id = p.campaign_id and r.active";

    private static final String SELECT = "select " + COLUMNS + ROWS;

    private static final String SELECT_WITH_VERSIONS = "select " + COLUMNS + ", "
            + RowVersionRepository.VERSION.formatted("c", "customer_version") + ", "
            + RowVersionRepository.VERSION.formatted("p", "participant_version") + ROWS;

    /** Rows that the driver holds at a time. */
    private static final int FETCH_SIZE = 100;

    /**
     * The campaign's participants in the order in which they came, behind one of them.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows
     */
    public List<ParticipantSnapshot> page(
            Handle transaction, UUID tenantId, UUID campaignId, @Nullable UUID after, int limit, ReadBound bound) {
        return transaction
                .createQuery(SELECT + " where p.campaign_id = :campaign and p.tenant_id = :tenant"
                        + (after == null ? "" : " and p.id > :after") + " order by p.id limit :limit")
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .bind("after", after)
                .bind("limit", limit)
                .setFetchSize(FETCH_SIZE)
                .map((row, context) -> {
                    bound.pass(row.getString("attributes"));
                    bound.pass(row.getString("c_attributes"));
                    return snapshot(row);
                })
                .list();
    }

    /** Writes the snapshots of those who exist, all of a batch in a statement; those who need not be known whole in another. */
    void write(Handle handle, Begin request, BegunRepository to) {
        Set<UUID> brief = Set.copyOf(request.briefIds());
        writeWhole(
                handle,
                request.participantIds().stream()
                        .filter(id -> !brief.contains(id))
                        .toList(),
                to);
        writeBrief(
                handle,
                request.participantIds().stream().filter(brief::contains).toList(),
                to);
    }

    private static void writeWhole(Handle handle, List<UUID> participantIds, BegunRepository to) {
        if (!participantIds.isEmpty()) {
            handle.createQuery(SELECT_WITH_VERSIONS + " where p.id = any (:ids)")
                    .bind("ids", participantIds.toArray(UUID[]::new))
                    .map((row, context) -> to.whole(row))
                    .forEach(written -> {});
        }
    }

    private static void writeBrief(Handle handle, List<UUID> participantIds, BegunRepository to) {
        if (!participantIds.isEmpty()) {
            handle.createQuery("""
                            select p.id, p.tenant_id, p.campaign_id, p.customer_id, r.run as active_run
                              from participants p left join runs r on r.campaign_id = p.campaign_id and r.active
                             where p.id = any (:ids)
                            """)
                    .bind("ids", participantIds.toArray(UUID[]::new))
                    .map((row, context) -> to.brief(row))
                    .forEach(written -> {});
        }
    }

    public List<ParticipantSnapshot> of(Handle handle, Collection<UUID> participantIds) {
        if (participantIds.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(SELECT + " where p.id = any (:ids)")
                .bind("ids", participantIds.toArray(UUID[]::new))
                .map((row, context) -> snapshot(row))
                .list();
    }

    private static ParticipantSnapshot snapshot(ResultSet row) throws SQLException {
        Participant participant = ParticipantRepository.participant(row);
        return new ParticipantSnapshot(
                participant.tenantId(),
                participant.campaignId(),
                participant.id(),
                participant.customerId(),
                participant.objectId(),
                participant.timezone(),
                CustomerRepository.customer(row).values(),
                participant.values(),
                participant.lastCommunication(),
                row.getObject("active_run", Integer.class));
    }
}
