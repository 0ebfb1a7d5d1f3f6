package campaignflows.gateway.authentication;

import campaignflows.platform.web.address.AddressRange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds whom a credential of any kind stands for. Each request may need it, so it is one statement over the three tables, without
 * entities.
 */
@Singleton
public class CredentialRepository {

    /** A principal with the hash that was found, to be compared once more. */
    record Found(Principal principal, SecretHash hash) {}

    /** Those that have ended are found, too: whoever holds one is to learn that. */
    Uni<Optional<Found>> find(Mutiny.Session session, SecretHash hash) {
        return session.createNativeQuery("""
                        select 'api_key' as kind, cast(id as text), cast(tenant_id as text),
                               array_to_string(roles, ',') as roles, name, encode(secret_hash, 'hex') as hash,
                               cast(extract(epoch from expires_at) * 1000000 as bigint) as ends,
                               array_to_string(allowed_addresses, ',') as addresses, requests_per_minute, from_bootstrap,
                               array_to_string(scopes, ',') as scopes, cast(null as text) as provider
                          from api_keys where secret_hash = decode(:hash, 'hex') and revoked_at is null
                        union all
                        select 'api_key', cast(id as text), cast(tenant_id as text),
                               array_to_string(roles, ','), name, encode(previous_secret_hash, 'hex'),
                               cast(extract(epoch from least(previous_valid_until, expires_at)) * 1000000 as bigint),
                               array_to_string(allowed_addresses, ','), requests_per_minute, from_bootstrap,
                               array_to_string(scopes, ','), cast(null as text)
                          from api_keys where previous_secret_hash = decode(:hash, 'hex') and revoked_at is null
                        union all
                        select 'user', cast(user_id as text), cast(tenant_id as text),
                               array_to_string(roles, ','), name, encode(token_hash, 'hex'),
                               cast(null as bigint), '', cast(null as integer), false, '', provider
                          from user_sessions where token_hash = decode(:hash, 'hex') and expires_at > now()
                        union all
                        select 'operator', null, null, null, null, encode(secret_hash, 'hex'),
                               cast(null as bigint), '', cast(null as integer), false, '', cast(null as text)
                          from operator_keys where secret_hash = decode(:hash, 'hex')
                        """, Object[].class)
                .setParameter("hash", hash.hex())
                .getResultList()
                .map(CredentialRepository::first);
    }

    /** Notes when keys were used, all by one statement. */
    Uni<Void> noteUses(Mutiny.Session session, Map<UUID, Instant> uses) {
        List<Map.Entry<UUID, Instant>> rows = List.copyOf(uses.entrySet());
        return session.createNativeQuery("""
                        update api_keys k
                           set last_used_at = greatest(k.last_used_at, to_timestamp(cast(used.milli as double precision) / 1000))
                          from unnest(string_to_array(:ids, ','), string_to_array(:millis, ',')) as used (id, milli)
                         where k.id = cast(used.id as uuid)
                        """)
                .setParameter("ids", joined(rows, row -> row.getKey().toString()))
                .setParameter(
                        "millis",
                        joined(rows, row -> Long.toString(row.getValue().toEpochMilli())))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String joined(
            List<Map.Entry<UUID, Instant>> rows, Function<Map.Entry<UUID, Instant>, String> column) {
        return rows.stream().map(column).collect(Collectors.joining(","));
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
                (String) row[4],
                limits(row),
                (String) row[11]);
    }

    private static CredentialLimits limits(Object[] row) {
        Long ends = (Long) row[6];
        String addresses = (String) row[7];
        return new CredentialLimits(
                ends == null ? null : Instant.EPOCH.plus(ends, ChronoUnit.MICROS),
                addresses.isEmpty()
                        ? List.of()
                        : Arrays.stream(addresses.split(","))
                                .map(AddressRange::parse)
                                .toList(),
                (Integer) row[8],
                Arrays.stream(((String) row[10]).split(","))
                        .flatMap(name -> Scope.ofWireName(name).stream())
                        .collect(Collectors.toSet()),
                (Boolean) row[9]);
    }
}
