package campaignflows.gateway.bootstrap;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.access.SecretHash;
import campaignflows.gateway.apikey.ApiKeyService;
import campaignflows.gateway.session.SessionService;
import campaignflows.gateway.tenant.Tenant;
import campaignflows.gateway.tenant.TenantService;
import campaignflows.gateway.tenant.TenantSettings;
import campaignflows.platform.messaging.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Brings a fresh installation to where somebody can sign in, from files that hold the plain secrets; only hashes are
 * stored. Repeating it changes nothing; a file that holds another secret than before replaces the former one. Replicas
 * that start at once take turns.
 */
@Singleton
public class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class);
    private static final int MIN_KEY = 32;
    private static final int MIN_PASSWORD = 12;

    private final Database database;
    private final GatewayConfig config;
    private final BootstrapRepository repository;
    private final TenantService tenants;
    private final ApiKeyService keys;
    private final SessionService sessions;

    public Bootstrap(
            Database database,
            GatewayConfig config,
            BootstrapRepository repository,
            TenantService tenants,
            ApiKeyService keys,
            SessionService sessions) {
        this.database = database;
        this.config = config;
        this.repository = repository;
        this.tenants = tenants;
        this.keys = keys;
        this.sessions = sessions;
    }

    void start(@Observes StartupEvent event) {
        run();
    }

    /** Does what the configuration asks for and is not done yet. */
    public void run() {
        Optional<SecretHash> operator = config.operatorKeyFile().map(file -> SecretHash.of(secret(file, MIN_KEY)));
        Optional<SecretHash> apiKey = config.bootstrapApiKeyFile().map(file -> SecretHash.of(secret(file, MIN_KEY)));
        Optional<String> password = config.bootstrapAdminPasswordFile().map(file -> secret(file, MIN_PASSWORD));
        if (config.bootstrapTenant().isEmpty() && (apiKey.isPresent() || password.isPresent())) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.gateway.bootstrap-tenant beside the bootstrap key or password, but there is none");
        }
        database.useTransaction(transaction -> {
            repository.awaitTurn(transaction);
            operator.ifPresent(hash -> repository.storeOperatorKey(transaction, hash));
            config.bootstrapTenant().ifPresent(name -> {
                Tenant tenant = tenant(transaction, name);
                apiKey.ifPresent(hash -> keys.provide(transaction, tenant.id(), hash));
                password.ifPresent(text -> sessions.provide(transaction, tenant.id(), text));
            });
        });
        LOG.infof(
                "bootstrap done operator_key=%s tenant=%s api_key=%s sign_in=%s",
                operator.isPresent(), config.bootstrapTenant().isPresent(), apiKey.isPresent(), password.isPresent());
    }

    private Tenant tenant(Handle transaction, String name) {
        return tenants.findByName(transaction, name.strip())
                .orElseGet(() -> tenants.create(transaction, TenantSettings.of(name, "UTC", "yyyy-MM-dd", null)));
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
