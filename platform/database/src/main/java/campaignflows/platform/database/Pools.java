package campaignflows.platform.database;

import campaignflows.platform.messaging.OutboxDatabase;
import campaignflows.platform.messaging.OutboxSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The pools of the reactive client: that of the requests, which Hibernate's sessions share, that of background work and that of the
 * consumers, so that none can starve another. The wait for a connection is bounded in each.
 */
@Singleton
public class Pools implements PgPoolCreator {

    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int CONNECT_MS = 5_000;
    private static final int PREPARED_STATEMENTS = 256;
    /** Characters. Longer statements are planned anew each time; the driver's own limit is below one that looks for work twice a second. */
    private static final int PREPARED_LENGTH = 8_192;

    private final DatabaseConfig config;

    public Pools(DatabaseConfig config) {
        this.config = config;
    }

    /** Quarkus asks for the pool of its datasource here. */
    @Override
    public Pool create(Input input) {
        return create(input.vertx(), input.pgConnectOptionsList(), config.size(), config.acquisitionTimeout());
    }

    /** A pool whose wait for a connection is bounded. */
    public static Pool create(Vertx vertx, List<PgConnectOptions> servers, int size, Duration acquisition) {
        servers.forEach(server -> {
            server.setTcpKeepAlive(true).setConnectTimeout(CONNECT_MS);
            server.setCachePreparedStatements(true)
                    .setPreparedStatementCacheMaxSize(PREPARED_STATEMENTS)
                    .setPreparedStatementCacheSqlLimit(PREPARED_LENGTH);
        });
        var options = new PoolOptions()
                .setMaxSize(size)
                .setConnectionTimeout((int) acquisition.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime((int) LIFETIME.toMinutes())
                .setMaxLifetimeUnit(TimeUnit.MINUTES)
                .setIdleTimeout((int) IDLE.toMinutes())
                .setIdleTimeoutUnit(TimeUnit.MINUTES);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(vertx)
                .build();
    }

    @Produces
    @Singleton
    Database database(io.vertx.mutiny.sqlclient.Pool pool, MeterRegistry meters) {
        return new Database(
                pool, config.acquisitionTimeout(), config.statementTimeout(), new PoolMeters(meters, "requests"));
    }

    @Produces
    @Singleton
    @Identifier("work")
    OwnPool workPool(Vertx vertx, Config all) {
        return pool(vertx, all, config.work());
    }

    @Produces
    @Singleton
    @Identifier("work")
    Database work(@Identifier("work") OwnPool pool, MeterRegistry meters) {
        return database(pool, config.work(), new PoolMeters(meters, "work"));
    }

    @Produces
    @Singleton
    @Identifier("applier")
    OwnPool applierPool(Vertx vertx, Config all) {
        return pool(vertx, all, config.applier());
    }

    @Produces
    @Singleton
    @Identifier("applier")
    Database applier(@Identifier("applier") OwnPool pool, MeterRegistry meters) {
        return database(pool, config.applier(), new PoolMeters(meters, "applier"));
    }

    void closeWork(@Disposes @Identifier("work") OwnPool pool) {
        pool.pool().close();
    }

    void closeApplier(@Disposes @Identifier("applier") OwnPool pool) {
        pool.pool().close();
    }

    /** Asked for by services that have entities; the others have no sessions. */
    @Produces
    @Singleton
    Transactions transactions(Instance<Mutiny.SessionFactory> sessions, Vertx vertx) {
        return new Transactions(sessions.get(), vertx);
    }

    @Produces
    @Singleton
    Outbox outbox(OutboxSignal signal) {
        return new Outbox(signal);
    }

    /** Asked for by services, which have a clock. */
    @Produces
    @Singleton
    AuditLog auditLog(
            Outbox outbox,
            Instance<Clock> clock,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "service") String service) {
        return new AuditLog(outbox, clock.get(), service);
    }

    @Produces
    @Singleton
    DirectConnections directConnections(Vertx vertx, Config all) {
        return new DirectConnections(vertx, server(all));
    }

    @Produces
    @Singleton
    OutboxDatabase outboxDatabase(DirectConnections connections, OutboxSignal signal, MeterRegistry meters) {
        return new PostgresOutbox(connections, signal, meters);
    }

    private static OwnPool pool(Vertx vertx, Config all, DatabaseConfig.Pool settings) {
        return new OwnPool(
                create(vertx, List.of(plannedOnce(server(all))), settings.size(), settings.acquisitionTimeout()));
    }

    /**
     * Statements of background work are few and find rows by arrays of keys. PostgreSQL would plan each anew whenever an array is
     * short, which costs ten times what it takes to run it; planned once, on tables that may be empty then, they must not scan tables
     * that grow.
     */
    private static PgConnectOptions plannedOnce(PgConnectOptions server) {
        return server.addProperty("plan_cache_mode", "force_generic_plan").addProperty("enable_seqscan", "off");
    }

    private static PgConnectOptions server(Config all) {
        return PgConnectOptions.fromUri(all.getValue("quarkus.datasource.reactive.url", String.class))
                .setUser(all.getValue("quarkus.datasource.username", String.class))
                .setPassword(all.getValue("quarkus.datasource.password", String.class));
    }

    private Database database(OwnPool pool, DatabaseConfig.Pool settings, PoolMeters meters) {
        return new Database(
                new io.vertx.mutiny.sqlclient.Pool(pool.pool()),
                settings.acquisitionTimeout(),
                config.statementTimeout(),
                meters);
    }

    /** A type of its own: Quarkus' check of readiness takes every bean that is a pool for a datasource, and fails on a second one. */
    record OwnPool(Pool pool) {}
}
