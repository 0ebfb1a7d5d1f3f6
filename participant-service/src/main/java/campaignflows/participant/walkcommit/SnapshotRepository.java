package campaignflows.participant.walkcommit;

import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.profile.BoundedReadRepository;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

    /**
     * The campaign's participants in the order of their creation, after the given one.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows
     */
    public List<ParticipantSnapshot> page(
            Tx tx, UUID tenantId, UUID campaignId, @Nullable UUID after, int limit, ReadBound bound) {
        Query query = tx.query(SELECT + " where p.campaign_id = :campaign and p.tenant_id = :tenant"
                        + (after == null ? "" : " and p.id > :after") + " order by p.id limit :limit")
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .bind("limit", limit);
        if (after != null) {
            query.bind("after", after);
        }
        return BoundedReadRepository.read(query, bound, row -> {
            bound.pass(row.text("attributes"));
            bound.pass(row.text("c_attributes"));
            return snapshot(row);
        });
    }

    /** Writes the snapshots of the participants that exist: the full ones of a batch in one statement, the brief ones in another. */
    void write(Tx tx, Begin request, BeginResponseRowWriter to) {
        Set<UUID> brief = Set.copyOf(request.briefIds());
        writeWhole(
                tx,
                request.participantIds().stream()
                        .filter(id -> !brief.contains(id))
                        .toList(),
                to);
        writeBrief(tx, request.participantIds().stream().filter(brief::contains).toList(), to);
    }

    private static void writeWhole(Tx tx, List<UUID> participantIds, BeginResponseRowWriter to) {
        if (!participantIds.isEmpty()) {
            tx.query(SELECT_WITH_VERSIONS + " where p.id = any (:ids)")
                    .bind("ids", participantIds.toArray(UUID[]::new))
                    .list(to::whole);
        }
    }

    private static void writeBrief(Tx tx, List<UUID> participantIds, BeginResponseRowWriter to) {
        if (!participantIds.isEmpty()) {
            tx.query("""
                            select p.id, p.tenant_id, p.campaign_id, p.customer_id, r.run as active_run
                              from participants p left join runs r on r.campaign_id = p.campaign_id and r.active
                             where p.id = any (:ids)
                            """).bind("ids", participantIds.toArray(UUID[]::new)).list(to::brief);
        }
    }

    public List<ParticipantSnapshot> of(Tx tx, Collection<UUID> participantIds) {
        if (participantIds.isEmpty()) {
            return List.of();
        }
        return tx.query(SELECT + " where p.id = any (:ids)")
                .bind("ids", participantIds.toArray(UUID[]::new))
                .list(row -> snapshot(row));
    }

    private static ParticipantSnapshot snapshot(Row row) {
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
                row.orNull("active_run", Row::integer));
    }
}
