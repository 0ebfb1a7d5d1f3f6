package campaignflows.platform.web.auth;

import campaignflows.platform.values.WireName;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates the tokens of calls between services. A token names one service as its audience and lives for 60 seconds, so that a
 * leaked one is worth little there and nothing elsewhere.
 */
@Singleton
public class InternalTokens {
    static final String ISSUER = "campaign-flows";
    static final String TENANT_CLAIM = "tenant";
    static final String NAME_CLAIM = "caller_name";
    static final String KIND_CLAIM = "caller_kind";
    static final String ADDRESS_CLAIM = "caller_address";
    static final String REQUEST_CLAIM = "request_id";
    static final Duration LIFETIME = Duration.ofSeconds(60);

    /** Much less than a token lives. */
    private static final Duration REUSED = Duration.ofSeconds(15);

    private static final long MOST_REUSED = 1_000;
    private static final Set<Role> OF_A_SERVICE = Set.of(Role.SERVICE);

    private record Use(String audience, Caller caller) {}

    private final InternalKey key;
    private final Clock clock;
    private final Cache<Use, String> reused = Caffeine.newBuilder()
            .maximumSize(MOST_REUSED)
            .expireAfterWrite(REUSED)
            .build();

    public InternalTokens(InternalKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * A signed token for a call. That of a service that acts by itself may have been made up to 15 seconds ago: such calls are the
     * many, and signing and checking each would cost more than sending a small one.
     *
     * @param audience the name of the called service, as of {@code ServiceName.audience()}
     */
    public String of(String audience, Caller caller) {
        return caller.roles().equals(OF_A_SERVICE) && caller.origin() == null
                ? reused.get(new Use(audience, caller), use -> mint(use.audience(), use.caller()))
                : mint(audience, caller);
    }

    /**
     * A new signed token.
     *
     * @param audience as of {@link #of}
     */
    public String mint(String audience, Caller caller) {
        Instant now = clock.instant();
        JwtClaimsBuilder claims = Jwt.issuer(ISSUER)
                .audience(audience)
                .subject(caller.subject())
                .groups(caller.roles().stream().map(Role::wireName).collect(Collectors.toSet()))
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME));
        UUID tenant = caller.tenant();
        claim(claims, TENANT_CLAIM, tenant == null ? null : tenant.toString());
        claim(claims, NAME_CLAIM, caller.name());
        CallerOrigin origin = caller.origin();
        if (origin != null) {
            claim(claims, KIND_CLAIM, WireName.of(origin.kind()));
            claim(claims, ADDRESS_CLAIM, origin.address());
            claim(claims, REQUEST_CLAIM, origin.requestId());
        }
        return claims.jws().algorithm(SignatureAlgorithm.HS256).sign(key.key());
    }

    private static void claim(JwtClaimsBuilder claims, String name, @Nullable String value) {
        if (value != null) {
            claims.claim(name, value);
        }
    }
}
