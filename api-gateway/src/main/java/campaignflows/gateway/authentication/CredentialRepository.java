package campaignflows.gateway.authentication;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds whom a credential of any kind stands for. Each request may need it, so it is one statement over the three tables, without
 * entities.
 */
@Singleton
public class CredentialRepository {

    /** A principal with the hash that was found, to be compared once more. */
    record Found(Principal principal, SecretHash hash) {}

    Uni<Optional<Found>> find(Mutiny.Session session, SecretHash hash) {
        return session.createNativeQuery("""
                        select 'api_key' as kind, cast(id as text), cast(tenant_id as text),
                               array_to_string(roles, ',') as roles, name, encode(secret_hash, 'hex') as hash
                          from api_keys where secret_hash = decode(:hash, 'hex') and revoked_at is null
                        union all
                        select 'user', cast(user_id as text), cast(tenant_id as text),
                               array_to_string(roles, ','), 'Administrator', encode(token_hash, 'hex')
                          from user_sessions where token_hash = decode(:hash, 'hex') and expires_at > now()
                        union all
                        select 'operator', null, null, null, null, encode(secret_hash, 'hex')
                          from operator_keys where secret_hash = decode(:hash, 'hex')
                        """, Object[].class)
                .setParameter("hash", hash.hex())
                .getResultList()
                .map(CredentialRepository::first);
    }

    /** Notes the use of a key, at most once a minute, so that a busy key costs no write per request. */
    Uni<Void> touch(Mutiny.Session session, UUID apiKey) {
        return session.createNativeQuery("""
                        update api_keys set last_used_at = now()
                         where id = :id and (last_used_at is null or last_used_at < now() - interval '1 minute')
                        """)
                .setParameter("id", apiKey)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Optional<Found> first(List<Object[]> rows) {
        return rows.stream().findFirst().map(row -> new Found(principal(row), new SecretHash((String) row[5])));
    }

    private static Principal principal(Object[] row) {
        return switch ((String) row[0]) {
            case "api_key" -> member(Principal.Kind.API_KEY, row);
            case "user" -> member(Principal.Kind.USER, row);
            default -> new Principal.InstallationOperator();
        };
    }

    private static Principal member(Principal.Kind kind, Object[] row) {
        return new Principal.Member(
                kind,
                UUID.fromString((String) row[1]),
                UUID.fromString((String) row[2]),
                Set.copyOf(StoredRoles.read(((String) row[3]).split(","))),
                (String) row[4]);
    }
}
