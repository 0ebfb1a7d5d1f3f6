package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.KafkaConnection;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A consumer whose effect may be repeated, on a channel: nothing is lost, whatever ends under it. */
@QuarkusTest
@TestProfile(OutboxServiceProfile.class)
@QuarkusTestResource(value = KillableServers.class, restrictToAnnotatedClass = true)
class ChannelBatchesQuarkusTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TopicPartition FAULTS = new TopicPartition(Topics.CAMPAIGN_FAULTS, 0);
    private static final String GROUP = "participant-campaign-faults";

    @SuppressWarnings("NullAway.Init") // by KillableServers
    EmbeddedDatabase postgres;

    @SuppressWarnings("NullAway.Init") // by KillableServers
    EmbeddedKafka broker;

    @Inject
    RepeatedConsumer consumer;

    @Inject
    KafkaConnection kafka;

    @Inject
    SmallRyeHealthReporter health;

    @BeforeEach
    void awaitReady() {
        Await.until("ready", LIMIT, () -> !health.getReadiness().isDown());
    }

    @Test
    void shouldAcknowledgeABatchAfterItsCommitAndTryItAgainUntilThen() throws Exception {
        // given
        put("before");
        Await.untilAsserted(LIMIT, () -> assertThat(consumer.received).contains("before"));
        awaitAllAcknowledged();
        long acknowledged = acknowledged();
        consumer.fails.set(true);
        int failuresBefore = consumer.failures.get();

        // when
        put("redelivered");
        Await.until("tried twice", LIMIT, () -> consumer.failures.get() >= failuresBefore + 2);

        // then it is not acknowledged, and the service is not ready, but alive
        assertThat(acknowledged()).isEqualTo(acknowledged);
        Await.until("not ready", LIMIT, () -> health.getReadiness().isDown());
        assertThat(health.getReadiness().getPayload().toString())
                .contains("consumer=repeated topic=campaign-faults partition=0");
        assertThat(health.getLiveness().isDown()).isFalse();

        // when
        consumer.fails.set(false);

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(consumer.received).containsOnlyOnce("redelivered"));
        awaitAllAcknowledged();
        awaitReady();
    }

    @Test
    void shouldSendWhatIsMalformedToTheDeadLettersAndGoOn() throws Exception {
        // when
        put(null);
        put("after the malformed one");

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(consumer.received).containsOnlyOnce("after the malformed one"));
        Await.until(
                "it is with the dead letters", LIMIT, () -> deadLetterReasons().contains("not a message"));
        awaitAllAcknowledged();
    }

    @Test
    void shouldHearWhatCameWhileItsDatabaseOrItsBrokerWasAway() throws Exception {
        // when
        postgres.kill();
        put("without a database");
        postgres.restart();

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(consumer.received).contains("without a database"));
        awaitReady();

        // when
        broker.stop();
        broker.restart();
        put("after the broker had gone");

        // then
        Await.untilAsserted(LIMIT, () -> assertThat(consumer.received).contains("after the broker had gone"));
        awaitAllAcknowledged();
        awaitReady();
        assertThat(health.getLiveness().isDown()).isFalse();
    }

    /** What a service that is started again begins after. */
    private long acknowledged() throws Exception {
        try (Admin admin = kafka.admin("test-admin")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            OffsetAndMetadata offset = offsets.get(FAULTS);
            return offset == null ? 0 : offset.offset();
        }
    }

    /** A marker may follow the last record. */
    private void awaitAllAcknowledged() {
        Await.until("all is acknowledged", LIMIT, () -> acknowledged() >= end() - 1);
    }

    private long end() throws Exception {
        try (Admin admin = kafka.admin("test-admin")) {
            return admin.listOffsets(Map.of(FAULTS, OffsetSpec.latest()))
                    .partitionResult(FAULTS)
                    .get()
                    .offset();
        }
    }

    private List<String> deadLetterReasons() {
        var partition = new TopicPartition(Topics.CAMPAIGN_FAULTS + Topics.DEAD_LETTER_SUFFIX, 0);
        List<String> reasons = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = kafka.freeConsumer("test")) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofSeconds(2))) {
                reasons.add(new String(
                        record.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8));
            }
        }
        return reasons;
    }

    private void put(@Nullable String text) {
        try (KafkaProducer<String, byte[]> producer = kafka.transactionalProducer("test-" + UUID.randomUUID())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    Topics.CAMPAIGN_FAULTS,
                    UUID.randomUUID().toString(),
                    text == null ? null : text.getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
        }
    }
}
