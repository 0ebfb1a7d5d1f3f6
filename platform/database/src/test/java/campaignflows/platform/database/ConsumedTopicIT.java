package campaignflows.platform.database;

import static campaignflows.platform.database.TestEnvironment.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a consumer does about records and topics that are not as usual: malformed, aborted, deleted. */
class ConsumedTopicIT extends ConsumerFixture {
    @Test
    void shouldSendMalformedRecordsToTheDeadLettersAndSkipUnknownTypes() throws Exception {
        // given what cannot be read, what cannot be applied, and what is of no known type
        produce(key, List.of("good-1", "malformed", "good-2", "refused", "unknown", "good-3"));

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {});
                Relay relay = environment.relay(0, step -> {})) {
            consumer.start();
            relay.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
            awaitPositionsAtEnd();
            environment.awaitEmptyOutbox();
        }

        // then
        assertThat(effects(key)).containsExactly("good-1", "good-2", "good-3");
        String deadLetters = TestEnvironment.TOPIC + Topics.DEAD_LETTER_SUFFIX;
        assertThat(environment.committed(deadLetters)).containsEntry(key.toString(), List.of("malformed", "refused"));
        assertThat(environment.records(deadLetters))
                .extracting(record ->
                        text(record.headers().lastHeader("dead-letter-reason").value()))
                .containsExactly("not a message", "refers to nothing");
        assertThat(environment
                        .meters
                        .get("campaignflows.consumer.skipped")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(environment
                        .meters
                        .get("campaignflows.consumer.dead.letters")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldMoveItsPositionPastMarkersThoughNoRecordsFollow() throws Exception {
        // given records whose last offset is the marker of their transaction, and an aborted one
        try (KafkaProducer<String, byte[]> producer = environment.kafka.transactionalProducer("aborting")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TestEnvironment.TOPIC, 3, key.toString(), utf8("committed")));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TestEnvironment.TOPIC, 3, key.toString(), utf8("aborted")));
            producer.flush();
            producer.abortTransaction();
        }

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            awaitPositionsAtEnd();
        }

        // then
        assertThat(positions()).containsEntry(3, 4L);
        assertThat(effects(key)).containsExactly("committed");
    }

    @Test
    void shouldStopLoudlyWhenTheTopicWasCreatedAgain() throws Exception {
        // given
        produce(key, numbered("before-", 3));
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
        }

        // when
        KafkaResource.freshTopics();
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();

            // then
            Await.until("it stops", () -> consumer.stopped().isPresent());
            assertThat(consumer.stopped().orElse("")).contains("was deleted and created again");
            assertThat(consumer.isReady()).isFalse();
        }
    }

    @Test
    void shouldStopLoudlyWhenItsNextRecordsAreGone() throws Exception {
        // given a consumer that was away until the retention took what it had not read
        produce(key, numbered("before-", 3));
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();
            Await.until("all effects are there", () -> effects(key).size() == 3);
            awaitPositionsAtEnd();
        }
        produce(key, numbered("lost-", 3));
        var partition = new TopicPartition(TestEnvironment.TOPIC, Shards.partitionOf(key.toString()));
        try (Admin admin = environment.kafka.admin("retention")) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }

        // when
        try (ConsumerLoop consumer = consumer(handler(), step -> {})) {
            consumer.start();

            // then
            Await.until("it stops", () -> consumer.stopped().isPresent());
            assertThat(consumer.stopped().orElse("")).contains("out of range");
            assertThat(consumer.isReady()).isFalse();
        }
    }
}
