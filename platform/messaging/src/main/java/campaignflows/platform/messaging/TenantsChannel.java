package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The channel of {@code tenants}, in services that follow the topic. */
@Singleton
@IfBuildProperty(name = "mp.messaging.incoming.tenants.enabled", stringValue = "true")
class TenantsChannel {

    private final FollowedTopics topics;

    TenantsChannel(FollowedTopics topics) {
        this.topics = topics;
    }

    @Incoming(Topics.TENANTS)
    @Blocking
    void receive(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        topics.receive(Topics.TENANTS, records);
    }
}
