package campaignflows.participant.walkcommit;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The versions of rows: the transaction that wrote them, which PostgreSQL keeps with each row. It changes whoever writes the
 * row, future code included, and needs no column that every writer would have to maintain. Locks do not change it.
 */
@Singleton
class RowVersionRepository {
    /** A column with a row's version; takes the table's alias and the column's name. */
    static final String VERSION = "cast(cast(%s.xmin as text) as bigint) as %s";

    /** The versions of rows that this transaction has locked and not written; one that does not exist is missing. */
    Map<UUID, Long> of(Tx tx, Collection<UUID> customers, Collection<UUID> participants) {
        Map<UUID, Long> versions = new HashMap<>();
        if (!customers.isEmpty() || !participants.isEmpty()) {
            List<Map.Entry<UUID, Long>> rows = tx.query("select c.id, " + VERSION.formatted("c", "version")
                            + " from customers c where c.id = any (:customers) union all select p.id, "
                            + VERSION.formatted("p", "version")
                            + " from participants p where p.id = any (:participants)")
                    .bind("customers", customers.toArray(UUID[]::new))
                    .bind("participants", participants.toArray(UUID[]::new))
                    .list(row -> Map.entry(row.uuid("id"), row.bigint("version")));
            rows.forEach(row -> versions.put(row.getKey(), row.getValue()));
        }
        return versions;
    }
}
