package campaignflows.gateway.bootstrap;

import campaignflows.gateway.authentication.SecretHash;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The key that administers the installation: it creates tenants and can do nothing inside them. */
@Entity
@Table(name = "operator_keys")
public class OperatorKey {
    /** The key of the only row. */
    static final boolean ONLY_ROW = true;

    @Id
    @Column(name = "only_row")
    private boolean onlyRow;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected OperatorKey() {}

    OperatorKey(SecretHash secret, Instant now) {
        this.onlyRow = ONLY_ROW;
        this.secretHash = secret.bytes();
        this.updatedAt = now;
    }

    /** Takes another secret in place of the former one; the same changes nothing. */
    void replace(SecretHash secret, Instant now) {
        if (!SecretHash.ofBytes(secretHash).matches(secret)) {
            secretHash = secret.bytes();
            updatedAt = now;
        }
    }
}
