package campaignflows.platform.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives each start of a test application all topics, new and empty, on the one broker of the JVM:
 * {@code @QuarkusTestResource(KafkaResource.class)}, or {@link #freshTopics()} in a plain test.
 */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private static final String PROPERTY = "campaignflows.testkit.kafka";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.devservices.enabled", "false",
                "kafka.bootstrap.servers", freshTopics(),
                "quarkus.log.category.\"kafka\".level", "ERROR",
                "quarkus.log.category.\"state.change.logger\".level", "ERROR",
                "quarkus.log.category.\"org.apache.kafka\".level", "WARN");
    }

    @Override
    public void stop() {
        // The broker is shared and ends with the JVM.
    }

    /** The address of the broker of this JVM, on which all topics have just been created again. */
    public static String freshTopics() {
        String address = Shared.once(PROPERTY, KafkaResource::broker);
        EmbeddedKafka.createTopics(address);
        return address;
    }

    private static String broker() {
        if (Shared.containers()) {
            return Containers.kafka();
        }
        EmbeddedKafka broker = EmbeddedKafka.start();
        Shared.atExit("stop-kafka", broker::close);
        return broker.bootstrapServers();
    }
}
