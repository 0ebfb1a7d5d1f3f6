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
            grow(
                    kafka,
                    Map.of(
                            Topics.PARTICIPANT_EVENTS, NewPartitions.increaseTo(60),
                            Topics.COMMUNICATION_COMMANDS, NewPartitions.increaseTo(60),
                            Topics.FLOW_WALKS, NewPartitions.increaseTo(60)));
            Await.untilAsserted(
                    () -> assertThatCode(() -> TopicCheck.run(kafka)).doesNotThrowAnyException());

            // when
            grow(kafka, Map.of(Topics.FLOW_WALKS, NewPartitions.increaseTo(64)));
            try (Admin admin = kafka.admin("spoiler")) {
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
                    .hasMessageContaining("to have one number of partitions, a multiple of 4 from 48 to 480")
                    .hasMessageContaining("flow-walks=64")
                    .hasMessageContaining("Expected topic tenants, but it does not exist: create it with 1 partitions")
                    .hasMessageContaining(
                            "Expected the cluster's feature transaction.version to be 2 or more, but it is 1"));
        }
    }

    private static void grow(KafkaConnection kafka, Map<String, NewPartitions> topics) throws Exception {
        try (Admin admin = kafka.admin("grower")) {
            admin.createPartitions(topics).all().get();
        }
    }
}
