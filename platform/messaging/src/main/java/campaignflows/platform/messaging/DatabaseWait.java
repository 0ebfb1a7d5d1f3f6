package campaignflows.platform.messaging;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Lets a service wait for its database before the migrations, which are the first to need it: a server that starts at the
 * same time, or is slow under load, is no reason to leave and to start anew, which would only add load.
 */
@Singleton
public class DatabaseWait implements FlywayConfigurationCustomizer {

    private static final Logger LOG = Logger.getLogger(DatabaseWait.class);
    private static final int MIGRATION_CONNECT_RETRIES = 10;
    private static final int MIGRATION_CONNECT_SECONDS = 5;

    private final Config config;
    private final MessagingConfig messaging;

    DatabaseWait(Config config, MessagingConfig messaging) {
        this.config = config;
        this.messaging = messaging;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        DatabaseAddress address = DatabaseAddress.of(config);
        await(address, Duration.ofSeconds(messaging.databaseWaitSeconds()));
        // The migrations take their connections from a pool whose bound is made for requests.
        configuration.connectRetries(MIGRATION_CONNECT_RETRIES).connectRetriesInterval(MIGRATION_CONNECT_SECONDS);
    }

    /**
     * Returns when the database takes connections.
     *
     * @throws IllegalStateException if it does not within the time, with the last reason and what to look at
     */
    static void await(DatabaseAddress address, Duration limit) {
        ConnectionSource connections = address.connections("start");
        long begin = System.nanoTime();
        for (int failures = 1; ; failures++) {
            try (Connection connection = connections.open()) {
                if (failures > 1) {
                    LOG.infof("database answers seconds=%d", (System.nanoTime() - begin) / 1_000_000_000);
                }
                return;
            } catch (SQLException e) {
                Duration pause = Backoff.DEFAULT.after(failures);
                if (System.nanoTime() - begin + pause.toNanos() > limit.toNanos()) {
                    throw new IllegalStateException(
                            "Expected the database to take a connection within %d s, but it did not (%s): are QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD right, and is PostgreSQL up?"
                                    .formatted(limit.toSeconds(), reason(e)),
                            e);
                }
                LOG.warnf("database does not answer yet, waits for it cause=%s", reason(e));
                sleep(pause);
            }
        }
    }

    private static String reason(SQLException e) {
        return e.getSQLState() + ": " + e.getMessage();
    }

    private static void sleep(Duration time) {
        try {
            Bell.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }
}
