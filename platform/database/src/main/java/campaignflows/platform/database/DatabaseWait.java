package campaignflows.platform.database;

import campaignflows.platform.contracts.DatabaseRefusal;
import campaignflows.platform.messaging.Backoff;
import campaignflows.platform.messaging.MessagingConfig;
import campaignflows.platform.messaging.StopSignal;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Makes a service wait for its database before the migrations, which are the first to need it: a server that starts at the same
 * time, or is slow under load, is no reason to exit and be restarted, which would only add load. The wait ends at once when the
 * process is asked to stop, although nothing of the service has started yet: hence the shutdown hook.
 */
@Singleton
public class DatabaseWait implements FlywayConfigurationCustomizer {

    private static final Logger LOG = Logger.getLogger(DatabaseWait.class);
    private static final int MIGRATION_CONNECT_RETRIES = 10;
    private static final int MIGRATION_CONNECT_SECONDS = 5;

    private static final String SIGN_IN_REFUSED = "28";
    private static final String NO_SUCH_DATABASE = "3D000";

    private final Instance<DirectConnections> connections;
    private final MessagingConfig messaging;

    DatabaseWait(Instance<DirectConnections> connections, MessagingConfig messaging) {
        this.connections = connections;
        this.messaging = messaging;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        StopSignal stop = new StopSignal();
        Thread hook = Thread.ofPlatform().name("database-wait-end").unstarted(stop::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            await(connections.get(), Duration.ofSeconds(messaging.databaseWaitSeconds()), stop);
        } finally {
            remove(hook);
        }
        // The migrations take their connections from a pool whose bound is made for requests.
        configuration.connectRetries(MIGRATION_CONNECT_RETRIES).connectRetriesInterval(MIGRATION_CONNECT_SECONDS);
        // Its lock otherwise is a transaction that stays open, which an index that is made concurrently waits for, and
        // for ever.
        configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }

    /**
     * Returns when the database accepts connections.
     *
     * @throws IllegalStateException if it does not within the time, with the last reason and what to look at; or if the service
     *     is to stop
     */
    static void await(DirectConnections connections, Duration limit, StopSignal stop) {
        long begin = System.nanoTime();
        for (int failures = 1; ; failures++) {
            try (DirectConnection connection = connections.open("start")) {
                if (failures > 1) {
                    LOG.infof("database responds seconds=%d", (System.nanoTime() - begin) / 1_000_000_000);
                }
                return;
            } catch (RuntimeException e) {
                Duration pause = Backoff.DEFAULT.after(failures);
                if (System.nanoTime() - begin + pause.toNanos() > limit.toNanos()) {
                    throw new IllegalStateException(
                            "Expected the database to take a connection within %d s, but it did not (%s): are QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD right, and is PostgreSQL up?"
                                    .formatted(limit.toSeconds(), reason(e)),
                            e);
                }
                LOG.warnf("database takes no connection yet, waiting for it cause=%s", reason(e));
                pause(stop, pause);
            }
        }
    }

    /** What the driver says comes after our own text; a refusal that no wait will mend says what is wrong. */
    static String reason(RuntimeException failure) {
        String state = failure instanceof DatabaseRefusal refusal ? refusal.sqlState() : "";
        if (state.startsWith(SIGN_IN_REFUSED)) {
            return "PostgreSQL refuses the user name or the password, SQLSTATE " + state;
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return "PostgreSQL has no such database, SQLSTATE " + state;
        }
        Throwable cause = failure.getCause();
        return String.valueOf(
                failure instanceof StatementException || cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static void pause(StopSignal stop, Duration time) {
        try {
            if (stop.pause(time)) {
                throw new IllegalStateException("The service was stopped while it waited for the database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            LOG.debug("the wait for the database ends with the service");
        }
    }
}
