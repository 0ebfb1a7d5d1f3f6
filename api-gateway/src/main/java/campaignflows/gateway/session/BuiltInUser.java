package campaignflows.gateway.session;

import campaignflows.gateway.authentication.CredentialLimits;
import campaignflows.gateway.authentication.Principal;
import campaignflows.platform.web.auth.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The one user of the built-in sign-in: an administrator of one tenant, with a password. */
@Entity
@Table(name = "built_in_users")
public class BuiltInUser {
    /** The key of the only row. */
    static final boolean ONLY_ROW = true;

    private static final String NAME = "Administrator";
    private static final int MAX_PASSWORD = 1_000;

    @Id
    @Column(name = "only_row")
    private boolean onlyRow;

    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(name = "password_salt")
    private byte[] salt;

    @Column(name = "password_hash")
    private byte[] hash;

    @Column(name = "password_iterations")
    private int iterations;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected BuiltInUser() {}

    @SuppressWarnings("NullAway.Init")
    BuiltInUser(UUID id, UUID tenant, PasswordHash password, Instant now) {
        this.onlyRow = ONLY_ROW;
        this.id = id;
        replace(tenant, password, now);
    }

    /** Gives the user another tenant and password. */
    final void replace(UUID tenant, PasswordHash password, Instant now) {
        tenantId = tenant;
        salt = password.salt();
        hash = password.hash();
        iterations = password.rounds();
        updatedAt = now;
    }

    /** Whether this is the password of the tenant's administrator; slow by intention. */
    boolean isOf(UUID tenant, String password) {
        return tenantId.equals(tenant) && accepts(password);
    }

    /** Whether this is the password; slow by intention. */
    boolean accepts(String password) {
        return password.length() <= MAX_PASSWORD && new PasswordHash(salt, hash, iterations).matches(password);
    }

    UUID id() {
        return id;
    }

    /** Whom a session of this user is of. */
    Principal.Member member() {
        return new Principal.Member(
                Principal.Kind.USER, id, tenantId, Set.of(Role.ADMIN), NAME, CredentialLimits.NONE, null);
    }
}
