package campaignflows.gateway.bootstrap;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.session.SessionService;
import campaignflows.gateway.tenant.Tenant;
import campaignflows.gateway.tenant.TenantService;
import campaignflows.gateway.tenant.TenantSettings;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.database.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a new installation for the first sign-in, from files that hold the plain secrets; only hashes are stored. Repeating it
 * changes nothing; a file with another secret than before replaces the former one. Replicas that start at the same time take
 * turns.
 */
@Singleton
public class BootstrapService {
    private static final Logger LOG = Logger.getLogger(BootstrapService.class);
    private static final int MIN_KEY = 32;
    private static final int MIN_PASSWORD = 12;

    private final Transactions transactions;
    private final GatewayConfig config;
    private final BootstrapRepository repository;
    private final TenantService tenants;
    private final ApiKeyService keys;
    private final SessionService sessions;
    private final Clock clock;

    public BootstrapService(
            Transactions transactions,
            GatewayConfig config,
            BootstrapRepository repository,
            TenantService tenants,
            ApiKeyService keys,
            SessionService sessions,
            Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.repository = repository;
        this.tenants = tenants;
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        run();
    }

    /** Does what the configuration asks for and is not done yet. */
    public void run() {
        Provision provision = provision();
        transactions.await(session -> repository
                .awaitTurn(session)
                .chain(() -> provideOperatorKey(session, provision))
                .chain(() -> provideTenant(session, provision)));
        LOG.infof(
                "bootstrap done operator_key=%s tenant=%s api_key=%s sign_in=%s",
                provision.operator().isPresent(),
                provision.tenant().isPresent(),
                provision.apiKey().isPresent(),
                provision.password().isPresent());
    }

    /** What the configuration asks for. */
    private record Provision(
            Optional<SecretHash> operator,
            Optional<String> tenant,
            Optional<SecretHash> apiKey,
            Optional<String> password) {
        @Override
        public String toString() {
            return "Provision";
        }
    }

    private Provision provision() {
        var provision = new Provision(
                config.operatorKeyFile().map(file -> SecretHash.of(secret(file, MIN_KEY))),
                config.bootstrapTenant(),
                config.bootstrapApiKeyFile().map(file -> SecretHash.of(secret(file, MIN_KEY))),
                config.bootstrapAdminPasswordFile().map(file -> secret(file, MIN_PASSWORD)));
        if (provision.tenant().isEmpty()
                && (provision.apiKey().isPresent() || provision.password().isPresent())) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.bootstrap-tenant beside the bootstrap key or password, but there is none");
        }
        return provision;
    }

    private Uni<Void> provideOperatorKey(Mutiny.Session session, Provision provision) {
        return provision
                .operator()
                .map(secret -> repository.operatorKey(session).chain(present -> store(session, present, secret)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> store(Mutiny.Session session, @Nullable OperatorKey present, SecretHash secret) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (present == null) {
            return repository.insert(session, new OperatorKey(secret, now));
        }
        present.replace(secret, now);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> provideTenant(Mutiny.Session session, Provision provision) {
        return provision
                .tenant()
                .map(name -> tenant(session, name)
                        .call(tenant -> provideKey(session, tenant, provision))
                        .call(tenant -> providePassword(session, tenant, provision))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Tenant> tenant(Mutiny.Session session, String name) {
        return tenants.findByName(session, name.strip())
                .onItem()
                .ifNull()
                .switchTo(() -> tenants.create(
                        session, TenantSettings.of(name, "UTC", "yyyy-MM-dd", null), Actor.system("bootstrap")));
    }

    private Uni<Void> provideKey(Mutiny.Session session, Tenant tenant, Provision provision) {
        return provision
                .apiKey()
                .map(secret -> keys.provide(session, tenant.id(), secret))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> providePassword(Mutiny.Session session, Tenant tenant, Provision provision) {
        return provision
                .password()
                .map(text -> sessions.provide(session, tenant.id(), text))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static String secret(Path file, int minLength) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a readable file with a secret: " + file, e);
        }
        if (text.length() < minLength || text.lines().count() != 1) {
            throw new IllegalArgumentException("Expected one line of at least " + minLength + " characters, but " + file
                    + " holds something else");
        }
        return text;
    }
}
