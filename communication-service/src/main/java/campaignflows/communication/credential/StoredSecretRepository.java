package campaignflows.communication.credential;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that is encrypted, of all tenants, as it lies in the tables. */
@Singleton
class StoredSecretRepository {

    /** Where secrets are. */
    enum Place {
        CHANNELS("channels", "credentials"),
        AGENTS("agents", "secret");

        private final String table;
        private final String column;

        Place(String table, String column) {
            this.table = table;
            this.column = column;
        }
    }

    /** @param bytes as they are stored */
    record StoredSecret(UUID id, byte[] bytes) {
        @Override
        public String toString() {
            return "StoredSecret[" + id + "]";
        }
    }

    /** The next ones by id; null: from the first one on. */
    List<StoredSecret> after(Tx tx, Place place, @Nullable UUID id, int limit) {
        return tx.query("""
                        select id, %2$s as secret from %1$s
                         where %2$s is not null and (:after::uuid is null or id > :after::uuid)
                         order by id limit :limit
                        """.formatted(place.table, place.column))
                .bind("after", id)
                .bind("limit", limit)
                .list(row -> new StoredSecret(row.uuid("id"), row.bytes("secret")));
    }

    /** Replaces one unless somebody else has changed it; says whether it did. */
    boolean replace(Tx tx, Place place, StoredSecret before, byte[] after) {
        Optional<UUID> replaced = tx.query("""
                        update %1$s set %2$s = :after where id = :id and %2$s = :before returning id
                        """.formatted(place.table, place.column))
                .bind("after", after)
                .bind("id", before.id())
                .bind("before", before.bytes())
                .one(row -> row.uuid("id"));
        return replaced.isPresent();
    }
}
