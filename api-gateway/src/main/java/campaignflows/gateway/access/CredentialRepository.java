package campaignflows.gateway.access;

import campaignflows.platform.web.auth.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Finds whom a credential stands for, whatever kind it is. */
@Singleton
public class CredentialRepository {

    /** A principal with the hash that was found, to be compared once more. */
    record Found(Principal principal, SecretHash hash) {}

    Optional<Found> find(Handle handle, SecretHash hash) {
        return handle.createQuery("""
                        select 'api_key' as kind, id, tenant_id, roles, name, secret_hash as hash
                          from api_key where secret_hash = :hash and revoked_at is null
                        union all
                        select 'user', user_id, tenant_id, roles, 'Administrator', token_hash
                          from user_session where token_hash = :hash and expires_at > now()
                        union all
                        select 'operator', null, null, null, null, secret_hash
                          from operator_key where secret_hash = :hash
                        """)
                .bind("hash", hash.bytes())
                .map((row, context) -> new Found(principal(row), SecretHash.ofBytes(row.getBytes("hash"))))
                .findFirst();
    }

    /** Notes the use of a key, at most once a minute, so that a busy key costs no write per request. */
    void touch(Handle handle, UUID apiKey) {
        handle.createUpdate("""
                        update api_key set last_used_at = now()
                         where id = :id and (last_used_at is null or last_used_at < now() - interval '1 minute')
                        """).bind("id", apiKey).execute();
    }

    private static Principal principal(ResultSet row) throws SQLException {
        return switch (row.getString("kind")) {
            case "api_key" -> member(Principal.Kind.API_KEY, row);
            case "user" -> member(Principal.Kind.USER, row);
            default -> new Principal.InstallationOperator();
        };
    }

    private static Principal member(Principal.Kind kind, ResultSet row) throws SQLException {
        String[] roles = (String[]) row.getArray("roles").getArray();
        return new Principal.Member(
                kind,
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                Arrays.stream(roles)
                        .flatMap(name -> Role.ofWireName(name).stream())
                        .collect(Collectors.toSet()),
                row.getString("name"));
    }

    /** The roles as they are stored. */
    public static String[] stored(Set<Role> roles) {
        return roles.stream().sorted().map(Role::wireName).toArray(String[]::new);
    }
}
