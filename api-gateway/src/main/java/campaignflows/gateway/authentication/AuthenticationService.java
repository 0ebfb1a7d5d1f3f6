package campaignflows.gateway.authentication;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.database.Transactions;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Determines whom a credential stands for. A result is cached for a few seconds; a revoked credential is forgotten at once in
 * this process, and by other replicas within these seconds. Unknown credentials are never cached. Concurrent requests with the
 * same credential share one look-up.
 */
@Singleton
public class AuthenticationService {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_ENTRIES = 10_000;

    private final Transactions transactions;
    private final CredentialRepository credentials;
    private final Vertx vertx;
    private final AsyncCache<SecretHash, Principal> known;

    public AuthenticationService(
            Transactions transactions, CredentialRepository credentials, Vertx vertx, GatewayConfig config) {
        Duration kept = config.credentialCache();
        if (kept.isNegative() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.credential-cache of 0 to 5 seconds, but it is " + kept);
        }
        this.transactions = transactions;
        this.credentials = credentials;
        this.vertx = vertx;
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(kept)
                .buildAsync();
    }

    /** Whom it stands for, if that is known without asking the database. */
    public Optional<Principal> remembered(SecretHash hash) {
        return Optional.ofNullable(known.synchronous().getIfPresent(hash));
    }

    /** Whom it stands for, asked of the database unless it is known. What follows runs on the caller's Vert.x context. */
    public Uni<Optional<Principal>> find(SecretHash hash) {
        return Uni.createFrom().deferred(() -> {
            Context context = vertx.getOrCreateContext();
            return Uni.createFrom()
                    .completionStage(
                            () -> known.get(hash, (key, executor) -> load(key)).thenApply(Optional::ofNullable))
                    .emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }

    /**
     * To be called after the commit that revoked the credential. A look-up under way may still give it to those that wait for
     * it; what it finds is not kept.
     */
    public void forget(SecretHash hash) {
        known.synchronous().invalidate(hash);
    }

    /** On a context of its own, since several requests may wait for it, each on its own. */
    private CompletableFuture<@Nullable Principal> load(SecretHash hash) {
        CompletableFuture<@Nullable Principal> loaded = new CompletableFuture<>();
        vertx.runOnContext(ignored -> transactions
                .run(session -> principal(session, hash))
                .subscribe()
                .with(loaded::complete, loaded::completeExceptionally));
        return loaded;
    }

    private Uni<@Nullable Principal> principal(Mutiny.Session session, SecretHash hash) {
        return credentials
                .find(session, hash)
                .map(found -> found.filter(one -> one.hash().matches(hash))
                        .map(CredentialRepository.Found::principal)
                        .orElse(null));
    }
}
