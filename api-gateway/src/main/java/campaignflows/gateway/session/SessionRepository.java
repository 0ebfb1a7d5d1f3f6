package campaignflows.gateway.session;

import campaignflows.gateway.access.CredentialRepository;
import campaignflows.gateway.access.SecretHash;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The tables of the built-in sign-in. */
@Singleton
public class SessionRepository {

    /** The one user of the built-in sign-in. */
    record BuiltInUser(UUID id, UUID tenant, PasswordHash password) {}

    Optional<BuiltInUser> user(Handle handle) {
        return handle.createQuery("""
                        select id, tenant_id, password_salt, password_hash, password_iterations from built_in_user
                        """)
                .map((row, context) -> new BuiltInUser(
                        row.getObject("id", UUID.class),
                        row.getObject("tenant_id", UUID.class),
                        new PasswordHash(
                                row.getBytes("password_salt"),
                                row.getBytes("password_hash"),
                                row.getInt("password_iterations"))))
                .findOne();
    }

    void storeUser(Handle handle, BuiltInUser user) {
        handle.createUpdate("""
                        insert into built_in_user (id, tenant_id, password_salt, password_hash, password_iterations)
                        values (:id, :tenant, :salt, :hash, :iterations)
                        on conflict (only_row) do update
                           set tenant_id = excluded.tenant_id, password_salt = excluded.password_salt,
                               password_hash = excluded.password_hash,
                               password_iterations = excluded.password_iterations, updated_at = now()
                        """)
                .bind("id", user.id())
                .bind("tenant", user.tenant())
                .bind("salt", user.password().salt())
                .bind("hash", user.password().hash())
                .bind("iterations", user.password().rounds())
                .execute();
    }

    void insert(Handle handle, SecretHash token, BuiltInUser user, Set<Role> roles, Instant expiresAt) {
        handle.createUpdate("""
                        insert into user_session (token_hash, user_id, tenant_id, roles, expires_at)
                        values (:hash, :user, :tenant, :roles, :expires)
                        """)
                .bind("hash", token.bytes())
                .bind("user", user.id())
                .bind("tenant", user.tenant())
                .bind("roles", CredentialRepository.stored(roles))
                .bind("expires", expiresAt)
                .execute();
    }

    void delete(Handle handle, SecretHash token) {
        handle.createUpdate("delete from user_session where token_hash = :hash")
                .bind("hash", token.bytes())
                .execute();
    }

    void deleteAll(Handle handle) {
        handle.execute("delete from user_session");
    }

    void deleteExpired(Handle handle) {
        handle.execute("delete from user_session where expires_at < now()");
    }
}
