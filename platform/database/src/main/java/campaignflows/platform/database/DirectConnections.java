package campaignflows.platform.database;

import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;

/** Opens connections outside any pool. */
public final class DirectConnections {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Shorter than anyone should wait for the holder of a lock whose server is gone without closing the connection. */
    private static final Duration STATEMENT = Duration.ofSeconds(15);

    private final io.vertx.mutiny.core.Vertx vertx;
    private final PgConnectOptions server;

    public DirectConnections(Vertx vertx, PgConnectOptions server) {
        this.vertx = new io.vertx.mutiny.core.Vertx(vertx);
        this.server = server;
    }

    /** @param application what PostgreSQL's views call the connection */
    public DirectConnection open(String application) {
        return open(application, () -> {});
    }

    /**
     * @param closed is run, on an event loop, when the connection has ended, by whichever side
     * @throws StatementException if PostgreSQL refuses the connection
     * @throws IllegalStateException if it cannot be reached
     */
    public DirectConnection open(String application, Runnable closed) {
        PgConnectOptions options = new PgConnectOptions(server);
        options.setCachePreparedStatements(true);
        options.setTcpKeepAlive(true).setConnectTimeout((int) CONNECT.toMillis());
        options.setProperties(Map.of("application_name", application));
        PgConnection connection =
                Awaiting.await(PgConnection.connect(vertx, options), CONNECT.multipliedBy(2), Tx::giveBack);
        return new DirectConnection(connection, STATEMENT, closed);
    }
}
