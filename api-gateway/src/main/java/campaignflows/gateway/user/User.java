package campaignflows.gateway.user;

import campaignflows.gateway.authentication.CredentialLimits;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.session.DerivedPassword;
import campaignflows.gateway.session.PasswordHash;
import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.web.auth.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in by email address and password: invited until they have chosen one by their link. Whoever changes a user
 * holds the tenant's row, so that changes come one after another.
 */
@Entity
@Table(name = "users")
@DynamicUpdate
public class User {
    /** How long the link of an invitation can be used. */
    static final Duration INVITATION = Duration.ofDays(7);

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(updatable = false, columnDefinition = "text")
    private String email;

    @Column(name = "email_key", updatable = false, columnDefinition = "text")
    private String emailKey;

    @Column(columnDefinition = "text")
    private String name;

    @Column(columnDefinition = "text")
    private String role;

    @Column(name = "password_salt")
    private byte @Nullable [] salt;

    @Column(name = "password_hash")
    private byte @Nullable [] hash;

    @Column(name = "password_iterations")
    private @Nullable Integer iterations;

    @Column(name = "invitation_hash")
    private byte @Nullable [] invitationHash;

    @Column(name = "invitation_expires_at")
    private @Nullable Instant invitationExpiresAt;

    @Embedded
    private SecondFactor secondFactor;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "last_sign_in_at")
    private @Nullable Instant lastSignInAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    /** Somebody who is invited. */
    User(UUID id, UUID tenant, String email, UserTerms terms, Instant now) {
        this.id = id;
        this.tenantId = tenant;
        this.email = email;
        this.emailKey = keyOf(email);
        this.name = terms.name();
        this.role = terms.role().wireName();
        this.secondFactor = new SecondFactor();
        this.createdAt = now;
    }

    /** By which an address in normal form is found, however it is written. */
    static String keyOf(String email) {
        return EmailAddresses.matchKey(email);
    }

    UserStatus status() {
        if (disabledAt != null) {
            return UserStatus.DISABLED;
        }
        return hash == null ? UserStatus.INVITED : UserStatus.ACTIVE;
    }

    /** Gives a link that counts from now on, in place of a former one. */
    void invite(SecretHash link, Instant now) {
        invitationHash = link.bytes();
        invitationExpiresAt = now.plus(INVITATION);
    }

    /** Whether the link that this user was given can be used. */
    boolean isInvited(Instant now) {
        return disabledAt == null && invitationExpiresAt != null && now.isBefore(invitationExpiresAt);
    }

    /** What the link shows; there must be one. */
    Invitation invitation(String tenantName) {
        if (invitationExpiresAt == null) {
            throw new IllegalStateException("Expected somebody who is invited");
        }
        return new Invitation(email, name, tenantName, invitationExpiresAt);
    }

    /** Takes the password that was chosen by the link, which is used up by it. A second factor goes with the former password. */
    void join(DerivedPassword password) {
        store(password.hash());
        secondFactor.remove();
        invitationHash = null;
        invitationExpiresAt = null;
    }

    /** Takes another password in place of this one. */
    void changePassword(DerivedPassword former, DerivedPassword password) {
        secondFactor.reseal(id, former.key(), password.key());
        store(password.hash());
    }

    private void store(PasswordHash password) {
        salt = password.salt();
        hash = password.hash();
        iterations = password.rounds();
    }

    Optional<PasswordHash> password() {
        return salt == null || hash == null || iterations == null
                ? Optional.empty()
                : Optional.of(new PasswordHash(salt, hash, iterations));
    }

    /** Whether this is still the password, and signs in. */
    boolean isSignedInBy(PasswordHash proven) {
        return status() == UserStatus.ACTIVE
                && password().filter(present -> present.isSameAs(proven)).isPresent();
    }

    void change(UserTerms terms, Instant now) {
        name = terms.name();
        role = terms.role().wireName();
        if (!terms.disabled()) {
            disabledAt = null;
        } else if (disabledAt == null) {
            disabledAt = now;
            invitationHash = null;
            invitationExpiresAt = null;
        }
    }

    void signedIn(Instant now) {
        lastSignInAt = now;
    }

    UserTerms terms() {
        return new UserTerms(name, role(), disabledAt != null);
    }

    /** Whether this user administers the tenant, now and not only by an invitation. */
    boolean isAdministrator() {
        return status() == UserStatus.ACTIVE && role() == Role.ADMIN;
    }

    /** Whom a session of this user is of. */
    Principal.Member member() {
        return new Principal.Member(
                Principal.Kind.USER, id, tenantId, Set.of(role()), name, CredentialLimits.NONE, null);
    }

    SecondFactor secondFactor() {
        return secondFactor;
    }

    UUID id() {
        return id;
    }

    UUID tenant() {
        return tenantId;
    }

    String email() {
        return email;
    }

    String emailKey() {
        return emailKey;
    }

    String name() {
        return name;
    }

    Role role() {
        return Role.ofWireName(role).orElse(Role.VIEWER);
    }

    UserView view() {
        return new UserView(
                id, email, name, role(), status(), secondFactor.isOn(), createdAt, lastSignInAt, invitationExpiresAt);
    }
}
