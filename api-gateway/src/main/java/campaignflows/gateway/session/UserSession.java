package campaignflows.gateway.session;

import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.StoredRoles;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    @Column(columnDefinition = "text")
    private String name;

    @Column(columnDefinition = "text")
    private @Nullable String provider;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected UserSession() {}

    private UserSession(SecretHash token, Principal.Member user, Instant now, Instant expiresAt) {
        this.tokenHash = token.bytes();
        this.userId = user.id();
        this.tenantId = user.tenant();
        this.roles = StoredRoles.of(user.roles());
        this.name = user.name();
        this.provider = user.provider();
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    /** Begins a session, which ends on a whole second. */
    static UserSession begin(SecretHash token, Principal.Member user, Instant now, Duration lifetime) {
        return new UserSession(token, user, now, now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS));
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
