package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;

class TopicCheckIT {

    @Test
    void shouldSayWhatIsWrongWithTheCluster() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given
            KafkaConnection kafka = KafkaConnection.of(broker.bootstrapServers());
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            assertThatCode(() -> TopicCheck.run(kafka)).doesNotThrowAnyException();

            // when
            try (Admin admin = kafka.admin("spoiler")) {
                admin.createPartitions(Map.of(Topics.FLOW_WALKS, NewPartitions.increaseTo(64)))
                        .all()
                        .get();
                admin.deleteTopics(List.of(Topics.TENANTS)).all().get();
                admin.updateFeatures(
                                Map.of(
                                        "transaction.version",
                                        new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                                new UpdateFeaturesOptions())
                        .all()
                        .get();
            }

            // then
            Await.untilAsserted(() -> assertThatThrownBy(() -> TopicCheck.run(kafka))
                    .hasMessageContaining("Expected topic flow-walks to have 48 partitions, but it has 64")
                    .hasMessageContaining("Expected topic tenants, but it does not exist: create it with 1 partitions")
                    .hasMessageContaining(
                            "Expected the cluster's feature transaction.version to be 2 or more, but it is 1"));
        }
    }
}
