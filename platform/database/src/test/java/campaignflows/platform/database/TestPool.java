package campaignflows.platform.database;

import campaignflows.platform.testkit.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;

/** A pool of the reactive client on a test's database. */
final class TestPool implements AutoCloseable {

    static final Duration ACQUISITION = Duration.ofMillis(700);

    final Vertx vertx = Vertx.vertx();
    final Database database;
    private final Pool pool;

    TestPool(EmbeddedDatabase.Address address, int size, Duration statement) {
        this(address, size, statement, ACQUISITION);
    }

    private TestPool(EmbeddedDatabase.Address address, int size, Duration statement, Duration acquisition) {
        pool = Pools.create(vertx, List.of(server(address)), size, acquisition);
        database = new Database(new io.vertx.mutiny.sqlclient.Pool(pool), acquisition, statement);
    }

    /** A pool for tests of what does not wait for connections. */
    static TestPool patient(EmbeddedDatabase.Address address) {
        return new TestPool(address, 2, Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    static PgConnectOptions server(EmbeddedDatabase.Address address) {
        return PgConnectOptions.fromUri(address.jdbcUrl().substring("jdbc:".length()))
                .setUser(address.user())
                .setPassword(address.password());
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
