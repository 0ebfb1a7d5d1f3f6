package campaignflows.platform.testkit;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers in Docker, for whoever asks with -Dtestcontainers and adds testcontainers-postgresql and -kafka. */
final class Containers {

    private Containers() {}

    /** Starts PostgreSQL and returns the URL of its administrative database. */
    static EmbeddedDatabase.Address postgres() {
        var container = new PostgreSQLContainer("postgres:18-alpine")
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withPassword("postgres");
        container.start();
        Shared.atExit("stop-postgres", container::stop);
        return EmbeddedDatabase.addressOf(container.getHost(), container.getFirstMappedPort(), "postgres");
    }

    /** Starts Kafka and returns its address. */
    static String kafka() {
        var container = new KafkaContainer("apache/kafka:4.1.1")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        container.start();
        Shared.atExit("stop-kafka", container::stop);
        return container.getBootstrapServers();
    }
}
