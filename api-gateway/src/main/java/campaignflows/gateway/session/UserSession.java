package campaignflows.gateway.session;

import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.StoredRoles;
import campaignflows.platform.web.auth.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** The session of a signed-in user, until its token expires; only the hash of the token is stored. */
@Entity
@Table(name = "user_sessions")
public class UserSession {

    @Id
    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(columnDefinition = "_text")
    private String[] roles;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected UserSession() {}

    private UserSession(SecretHash token, BuiltInUser user, Set<Role> roles, Instant now, Instant expiresAt) {
        this.tokenHash = token.bytes();
        this.userId = user.id();
        this.tenantId = user.tenant();
        this.roles = StoredRoles.of(roles);
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    /** Begins an administrator's session, which ends on a whole second. */
    static UserSession begin(SecretHash token, BuiltInUser user, Instant now, Duration lifetime) {
        Instant end = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        return new UserSession(token, user, Set.of(Role.ADMIN), now, end);
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
