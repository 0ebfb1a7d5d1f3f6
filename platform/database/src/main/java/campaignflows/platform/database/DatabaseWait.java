package campaignflows.platform.database;

import campaignflows.platform.messaging.MessagingConfig;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Lets a service wait for its database before the migrations, which are the first to need it: a server that starts at the
 * same time, or is slow under load, is no reason to leave and to start again, which would only add load.
 */
@Singleton
public class DatabaseWait implements FlywayConfigurationCustomizer {

    private static final Logger LOG = Logger.getLogger(DatabaseWait.class);
    private static final int MIGRATION_CONNECT_RETRIES = 10;
    private static final int MIGRATION_CONNECT_SECONDS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Instance<DirectConnections> connections;
    private final MessagingConfig messaging;

    DatabaseWait(Instance<DirectConnections> connections, MessagingConfig messaging) {
        this.connections = connections;
        this.messaging = messaging;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        await(connections.get(), Duration.ofSeconds(messaging.databaseWaitSeconds()));
        // The migrations take their connections from a pool whose bound is made for requests.
        configuration.connectRetries(MIGRATION_CONNECT_RETRIES).connectRetriesInterval(MIGRATION_CONNECT_SECONDS);
        // Its lock otherwise is a transaction that stays open, which an index that is made concurrently waits for, and
        // for ever.
        configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }

    /**
     * Returns when the database takes connections.
     *
     * @throws IllegalStateException if it does not within the time, with the last reason and what to look at
     */
    static void await(DirectConnections connections, Duration limit) {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        for (boolean waited = false; ; waited = true) {
            try (DirectConnection connection = connections.open("start")) {
                if (waited) {
                    LOG.infof("database answers seconds=%d", (System.nanoTime() - begin) / 1_000_000_000);
                }
                return;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()
                        || System.nanoTime() - begin + pause.toNanos() > limit.toNanos()) {
                    throw new IllegalStateException(
                            "Expected the database to take a connection within %d s, but it did not (%s): are QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD right, and is PostgreSQL up?"
                                    .formatted(limit.toSeconds(), reason(e)),
                            e);
                }
                LOG.warnf("database does not answer yet, waits for it cause=%s", reason(e));
                sleep(pause);
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** What the driver says comes after our own text. */
    private static String reason(RuntimeException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(
                failure instanceof StatementException || cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }
}
