package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.KafkaResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Definitions and tenants as every service holds them in memory. */
class CompactedTopicReaderIT {

    private final Map<UUID, String> known = new ConcurrentHashMap<>();
    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    @Test
    void shouldKnowTheLatestOfEachKeyOnceCaughtUpAndFollowFromThere() {
        // given
        KafkaConnection kafka = KafkaConnection.of(KafkaResource.freshTopics());
        put(kafka, one, "old");
        put(kafka, one, "new");
        put(kafka, two, "gone");
        put(kafka, two, null);

        // when
        try (CompactedTopicReader reader = reader(kafka)) {
            reader.start();
            Await.until("caught up", reader::isCaughtUp);

            // then
            assertThat(known).isEqualTo(Map.of(one, "new"));

            // when
            put(kafka, two, "back");

            // then
            Await.untilAsserted(() -> assertThat(known).isEqualTo(Map.of(one, "new", two, "back")));
        }
    }

    @Test
    void shouldCatchUpWithATopicThatIsStillEmpty() {
        // given
        KafkaConnection kafka = KafkaConnection.of(KafkaResource.freshTopics());

        // when
        try (CompactedTopicReader reader = reader(kafka)) {
            reader.start();

            // then
            Await.until("caught up", reader::isCaughtUp);
            put(kafka, one, "first");
            Await.untilAsserted(() -> assertThat(known).isEqualTo(Map.of(one, "first")));
        }
    }

    @Test
    void shouldSkipARecordThatItsListenerRefuses() {
        // given
        KafkaConnection kafka = KafkaConnection.of(KafkaResource.freshTopics());
        put(kafka, one, "refused");
        put(kafka, two, "good");

        // when
        try (CompactedTopicReader reader = reader(kafka)) {
            reader.start();
            Await.until("caught up", reader::isCaughtUp);

            // then
            assertThat(known).isEqualTo(Map.of(two, "good"));
        }
    }

    @Test
    void shouldWaitForTheBrokerAtItsStartAndSurviveItsRestart() {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            KafkaConnection kafka = KafkaConnection.of(broker.bootstrapServers());
            put(kafka, one, "before");
            broker.stop();
            try (CompactedTopicReader reader = reader(kafka)) {
                reader.start();

                // when
                broker.restart();

                // then
                Await.until("caught up", Duration.ofSeconds(60), reader::isCaughtUp);
                assertThat(known).isEqualTo(Map.of(one, "before"));

                // when
                broker.stop();
                broker.restart();
                put(kafka, one, "after");

                // then
                Await.untilAsserted(
                        Duration.ofSeconds(60), () -> assertThat(known).isEqualTo(Map.of(one, "after")));
            }
        }
    }

    private CompactedTopicReader reader(KafkaConnection kafka) {
        return new CompactedTopicReader(Topics.TENANTS, kafka, (key, value) -> {
            if (value == null) {
                known.remove(key);
                return;
            }
            String text = new String(value, StandardCharsets.UTF_8);
            if (text.equals("refused")) {
                throw new IllegalArgumentException("not to my liking");
            }
            known.put(key, text);
        });
    }

    private static void put(KafkaConnection kafka, UUID key, @Nullable String value) {
        try (KafkaProducer<String, byte[]> producer = kafka.transactionalProducer("test-" + UUID.randomUUID())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    Topics.TENANTS, key.toString(), value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
        }
    }
}
