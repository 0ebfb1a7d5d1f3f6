package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The chart of Kafka and PostgreSQL, for the operators of both. */
class InfrastructureTest {
    private static final String CHART = "infrastructure";
    private static final List<String> DATABASES =
            List.of("campaign", "participant", "upload", "communication", "gateway");

    private final Rendered rendered = Rendered.of(CHART, Map.of());

    @Test
    void shouldBeFoundGoodByHelm() {
        var result = new Helm(Rendered.folder(CHART)).lint().strict().quiet().call();

        assertThat(result.isFailed()).as(String.valueOf(result.getMessages())).isFalse();
    }

    @Test
    void shouldMakeTheTopicsThatTheServicesExpect() {
        Map<String, Map<String, String>> made = new TreeMap<>();
        for (JsonNode resource : rendered.ofKind("KafkaTopic")) {
            KafkaTopic topic = Rendered.as(resource, KafkaTopic.class);
            Map<String, String> settings = new TreeMap<>();
            topic.getSpec().getConfig().forEach((name, value) -> settings.put(name, String.valueOf(value)));
            assertThat(settings.remove("min.insync.replicas")).isEqualTo("2");
            settings.put("partitions", String.valueOf(topic.getSpec().getPartitions()));
            made.put(topic.getMetadata().getName(), settings);
        }
        Map<String, Map<String, String>> expected = new TreeMap<>();
        for (Topics.Topic topic : Topics.all()) {
            Map<String, String> settings = new TreeMap<>(topic.settings());
            settings.put("partitions", String.valueOf(topic.partitions()));
            expected.put(topic.name(), settings);
        }

        assertThat(made).isEqualTo(expected);
    }

    @Test
    void shouldRunAKafkaThatKeepsWhatItHasTaken() {
        Kafka kafka = Rendered.as(rendered.get("Kafka", "campaign-flows"), Kafka.class);
        KafkaNodePool nodes = Rendered.as(rendered.get("KafkaNodePool", "campaign-flows-nodes"), KafkaNodePool.class);

        assertThat(nodes.getSpec().getReplicas()).isEqualTo(3);
        Map<String, String> settings = new HashMap<>();
        kafka.getSpec().getKafka().getConfig().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        assertThat(settings)
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("unclean.leader.election.enable", "false")
                .containsEntry("message.max.bytes", String.valueOf(Topics.MAX_BATCH_BYTES))
                .containsEntry("replica.fetch.max.bytes", String.valueOf(Topics.MAX_BATCH_BYTES));
    }

    @Test
    void shouldMakeADatabaseAndARoleForEachService() {
        JsonNode cluster = rendered.get("Cluster", "campaign-flows");

        assertThat(cluster.at("/spec/postgresql/synchronous/number").asInt()).isEqualTo(1);
        assertThat(cluster.at("/spec/managed/roles").findValuesAsText("name"))
                .containsAll(DATABASES)
                .contains("campaign-flows-db-campaign");
        for (String name : DATABASES) {
            JsonNode database = rendered.get("Database", "campaign-flows-" + name);
            assertThat(database.at("/spec/owner").asText()).isEqualTo(name);
            assertThat(database.at("/spec/cluster/name").asText()).isEqualTo("campaign-flows");
        }
    }

    @Test
    void shouldTellTheTopicsKeyedByCustomerFromTheOthersWhenTheyHaveGrown() {
        Rendered grown = Rendered.of(CHART, Map.of("kafka.customerPartitions", "96"));

        for (Topics.Topic topic : Topics.all()) {
            assertThat(grown.get("KafkaTopic", topic.name())
                            .at("/spec/partitions")
                            .asInt())
                    .as(topic.name())
                    .isEqualTo(Topics.CUSTOMER_TOPICS.contains(topic.name()) ? 96 : topic.partitions());
        }
    }

    @Test
    void shouldMakeTheTopicsAloneOnAKafkaThatIsThere() {
        Rendered topics = Rendered.of(
                CHART, Map.of("kafka.cluster", "false", "kafka.name", "shared", "postgres.cluster", "false"));

        assertThat(topics.resources())
                .hasSize(Topics.all().size())
                .allSatisfy(topic -> assertThat(
                                topic.at("/metadata/labels/strimzi.io~1cluster").asText())
                        .isEqualTo("shared"));
    }
}
