package campaignflows.platform.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The servers of the tests from images, for {@code deploy/test --containers}, which sets {@code -Dtestcontainers}. Each JVM
 * has its own and stops them when it ends; what a killed JVM leaves, {@code deploy/test} finds by the label.
 */
final class Containers {

    static final String POSTGRES = "postgres:18.6";
    static final String KAFKA = "apache/kafka:4.1.2";

    /** Where the images are that this machine has built itself. Nobody can pull them. */
    private static final String OF_THIS_MACHINE = "localhost/";

    private static final String RUN_LABEL = "campaignflows.test-run";
    private static final String RUN_VARIABLE = "CAMPAIGNFLOWS_TEST_RUN";
    /** On a busy machine the broker's start script may be called while it is still being written. */
    private static final int ATTEMPTS = 3;

    private Containers() {}

    /** Starts PostgreSQL and returns its administrative database. */
    static EmbeddedDatabase.Address postgres() {
        PostgreSQLContainer container = new PostgreSQLContainer(image("postgres", POSTGRES))
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withPassword("postgres")
                .withCommand(postgresCommand());
        start(container, "stop-postgres");
        return EmbeddedDatabase.addressOf(container.getHost(), container.getFirstMappedPort(), "postgres");
    }

    /** Starts Kafka and returns its address. */
    static String kafka() {
        KafkaContainer container =
                new KafkaContainer(image("apache/kafka", KAFKA)).withEnv(ServerSettings.kafkaEnvironment());
        start(container, "stop-kafka");
        return container.getBootstrapServers();
    }

    private static void start(GenericContainer<?> container, String nameOfItsEnd) {
        if (container.getDockerImageName().startsWith(OF_THIS_MACHINE)) {
            container.withImagePullPolicy(name -> false);
        }
        container.withStartupAttempts(ATTEMPTS);
        container.withLabel(RUN_LABEL, System.getenv().getOrDefault(RUN_VARIABLE, "none"));
        container.start();
        Shared.atExit(nameOfItsEnd, container::stop);
    }

    /** Without fsync, as the embedded server. */
    private static String[] postgresCommand() {
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "fsync=off"));
        ServerSettings.postgres().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return command.toArray(String[]::new);
    }

    private static DockerImageName image(String official, String pinned) {
        return DockerImageName.parse(imageName(official, pinned, System.getenv()))
                .asCompatibleSubstituteFor(official);
    }

    /** As the property {@code test.image.postgres} or {@code test.image.kafka} says, else the variable of that name. */
    static String imageName(String official, String pinned, Map<String, String> environment) {
        String property = "test.image." + official.substring(official.indexOf('/') + 1);
        @Nullable String named = System.getProperty(property);
        if (named == null || named.isBlank()) {
            named = environment.get(property.toUpperCase(Locale.ROOT).replace('.', '_'));
        }
        return named == null || named.isBlank() ? pinned : named;
    }
}
