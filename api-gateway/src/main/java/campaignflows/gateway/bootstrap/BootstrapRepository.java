package campaignflows.gateway.bootstrap;

import campaignflows.gateway.access.SecretHash;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** The operator's key, and the lock by which replicas that start at once take turns. */
@Singleton
public class BootstrapRepository {
    private static final int LOCK = 0x63_66_67_77;

    /** Waits for its turn; the turn ends with the transaction. */
    void awaitTurn(Handle transaction) {
        transaction.execute("select pg_advisory_xact_lock(?)", LOCK);
    }

    /** Stores the key; it replaces the former one. */
    void storeOperatorKey(Handle transaction, SecretHash secret) {
        transaction.createUpdate("""
                        insert into operator_key (secret_hash) values (:hash)
                        on conflict (only_row) do update set secret_hash = excluded.secret_hash, updated_at = now()
                         where operator_key.secret_hash <> excluded.secret_hash
                        """).bind("hash", secret.bytes()).execute();
    }
}
