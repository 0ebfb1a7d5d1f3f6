package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The channel of {@code campaign-definitions}, in services that follow the topic. */
@Singleton
@IfBuildProperty(name = "mp.messaging.incoming.campaign-definitions.enabled", stringValue = "true")
class CampaignDefinitionsChannel {

    private final FollowedTopics topics;

    CampaignDefinitionsChannel(FollowedTopics topics) {
        this.topics = topics;
    }

    @Incoming(Topics.CAMPAIGN_DEFINITIONS)
    @Blocking
    void receive(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        topics.receive(Topics.CAMPAIGN_DEFINITIONS, records);
    }
}
