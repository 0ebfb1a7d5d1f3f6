package campaignflows.participant.scale;

import campaignflows.platform.database.Database;
import campaignflows.platform.database.Pools;
import campaignflows.platform.database.Tx;
import campaignflows.platform.testkit.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database that the scale smokes read, filled by whichever comes first: the one at {@code -Dscale.url} (kept, for the
 * next run), else an embedded one with {@code -Dscale.people} people, a million unless given.
 */
public final class ScaleDatabase implements AutoCloseable {
    private static final int RUNS = 9;
    private static final int WARM_UP = 2;

    private final Database database;
    private final Runnable close;

    private ScaleDatabase(Database database, Runnable close) {
        this.database = database;
        this.close = close;
    }

    public static ScaleDatabase open() throws SQLException, IOException {
        String url = System.getProperty("scale.url", "");
        Runnable close = () -> {};
        if (url.isEmpty()) {
            EmbeddedDatabase server = EmbeddedDatabase.start();
            url = server.newDatabase().jdbcUrl();
            close = server::close;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setPassword("postgres");
        fill(source);
        return open(url, close);
    }

    /** One connection, so that what is set for the session counts for all that is measured. */
    private static ScaleDatabase open(String url, Runnable close) {
        PgConnectOptions server = PgConnectOptions.fromUri(url.substring("jdbc:".length()))
                .setUser("postgres")
                .setPassword("postgres")
                .addProperty("jit", "off");
        Vertx vertx = Vertx.vertx();
        Pool pool = Pools.create(vertx, List.of(server), 1, Duration.ofSeconds(20));
        return new ScaleDatabase(
                new Database(new io.vertx.mutiny.sqlclient.Pool(pool), Duration.ofSeconds(20), Duration.ofMinutes(10)),
                () -> {
                    pool.close().toCompletionStage().toCompletableFuture().join();
                    vertx.close().toCompletionStage().toCompletableFuture().join();
                    close.run();
                });
    }

    private static void fill(PGSimpleDataSource source) throws SQLException, IOException {
        Flyway.configure()
                .dataSource(source)
                .locations("db/messaging", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("select exists (select from participants)")) {
            any.next();
            if (!any.getBoolean(1)) {
                new ScaleData(connection).make(Integer.getInteger("scale.people", 1_000_000));
            }
        }
    }

    /** Prints the median and the least time of some runs; with {@code -Dscale.plans} the server logs the plans of the first. */
    public void measure(String what, Consumer<Tx> work) {
        double[] millis = new double[RUNS];
        if (Boolean.getBoolean("scale.plans")) {
            plans(what, work);
        }
        for (int i = -WARM_UP; i < RUNS; i++) {
            long start = System.nanoTime();
            database.useTransaction(work);
            millis[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%-58s median %8.2f ms, least %8.2f ms%n", what, millis[RUNS / 2], millis[0]);
    }

    /** Into the server's log. */
    private void plans(String what, Consumer<Tx> work) {
        set("load 'auto_explain'");
        set("set auto_explain.log_min_duration = 0");
        set("set auto_explain.log_analyze = on");
        set("set auto_explain.log_buffers = on");
        System.out.println("== " + what);
        database.useTransaction(work);
        set("set auto_explain.log_min_duration = -1");
    }

    private void set(String statement) {
        database.read(tx -> tx.query(statement).execute());
    }

    @Override
    public void close() {
        close.run();
    }
}
