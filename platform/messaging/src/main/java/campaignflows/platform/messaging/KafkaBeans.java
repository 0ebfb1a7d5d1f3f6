package campaignflows.platform.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Kafka's address and security, from the {@code kafka.*} properties. */
@Singleton
public class KafkaBeans {

    @Produces
    @Singleton
    KafkaConnection connection(@Identifier("default-kafka-broker") Map<String, Object> properties) {
        return new KafkaConnection(properties);
    }

    @Produces
    @Singleton
    OutboxSignal signal() {
        return new OutboxSignal();
    }

    @Produces
    @Singleton
    TopicEnds topicEnds(KafkaConnection connection) {
        return new TopicEnds(connection);
    }

    void close(@Disposes TopicEnds ends) {
        ends.close();
    }
}
