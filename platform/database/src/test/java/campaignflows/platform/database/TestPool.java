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
        PgConnectOptions server = PgConnectOptions.fromUri(address.jdbcUrl().substring("jdbc:".length()))
                .setUser(address.user())
                .setPassword(address.password());
        pool = Pools.create(vertx, List.of(server), size, ACQUISITION);
        database = new Database(new io.vertx.mutiny.sqlclient.Pool(pool), ACQUISITION, statement);
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
