package campaignflows.participant.scale;

import campaignflows.platform.messaging.DatabaseBeans;
import campaignflows.platform.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database that the scale smokes read, filled by whichever comes first: the one at {@code -Dscale.url} (kept, for the
 * next run), else an embedded one with {@code -Dscale.people} people, a million unless given.
 */
public final class ScaleDatabase implements AutoCloseable {
    private static final int RUNS = 9;
    private static final int WARM_UP = 2;

    private final Jdbi jdbi;
    private final Runnable close;

    private ScaleDatabase(Jdbi jdbi, Runnable close) {
        this.jdbi = jdbi;
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
        return new ScaleDatabase(DatabaseBeans.jdbiOver(source), close);
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

    /** Prints the median and the least time of some runs; with {@code -Dscale.plans} also the plans of the first. */
    public void measure(String what, Consumer<Handle> work) {
        double[] millis = new double[RUNS];
        jdbi.useHandle(handle -> {
            handle.execute("set jit = off");
            if (Boolean.getBoolean("scale.plans")) {
                plans(what, handle, work);
            }
            for (int i = -WARM_UP; i < RUNS; i++) {
                long start = System.nanoTime();
                handle.useTransaction(work::accept);
                millis[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
            }
        });
        Arrays.sort(millis);
        System.out.printf("%-58s median %8.2f ms, least %8.2f ms%n", what, millis[RUNS / 2], millis[0]);
    }

    /** As the server logs them, to the client. */
    private static void plans(String what, Handle handle, Consumer<Handle> work) {
        handle.execute("load 'auto_explain'");
        handle.execute("set auto_explain.log_min_duration = 0");
        handle.execute("set auto_explain.log_analyze = on");
        handle.execute("set auto_explain.log_buffers = on");
        System.out.println("== " + what);
        handle.useTransaction(work::accept);
        handle.execute("set auto_explain.log_min_duration = -1");
    }

    @Override
    public void close() {
        close.run();
    }
}
