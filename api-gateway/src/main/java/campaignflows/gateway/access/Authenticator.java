package campaignflows.gateway.access;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.messaging.Database;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Says whom a credential stands for. What was found is believed for a few seconds; what is revoked here is forgotten at
 * once here, and by other replicas within these seconds. Unknown credentials are never remembered.
 */
@Singleton
public class Authenticator {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_ENTRIES = 10_000;

    private final Database database;
    private final CredentialRepository credentials;
    private final Cache<SecretHash, Principal> known;

    public Authenticator(Database database, CredentialRepository credentials, GatewayConfig config) {
        Duration kept = config.credentialCache();
        if (kept.isNegative() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.credential-cache of 0 to 5 seconds, but it is " + kept);
        }
        this.database = database;
        this.credentials = credentials;
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(kept)
                .build();
    }

    /** Whom it stands for, if that is known without asking the database; never blocks. */
    public Optional<Principal> remembered(SecretHash hash) {
        return Optional.ofNullable(known.getIfPresent(hash));
    }

    /** Whom it stands for; may block. */
    public Optional<Principal> find(SecretHash hash) {
        // A forget() of the same hash waits for a load that is under way, so that no load outlives a revocation.
        return Optional.ofNullable(known.get(hash, this::load));
    }

    /** To be called after the commit that revoked the credential. */
    public void forget(SecretHash hash) {
        known.invalidate(hash);
    }

    private @org.jspecify.annotations.Nullable Principal load(SecretHash hash) {
        return database.read(handle -> {
            Principal principal = credentials
                    .find(handle, hash)
                    .filter(found -> found.hash().matches(hash))
                    .map(CredentialRepository.Found::principal)
                    .orElse(null);
            if (principal instanceof Principal.Member member && member.kind() == Principal.Kind.API_KEY) {
                credentials.touch(handle, member.id());
            }
            return principal;
        });
    }
}
