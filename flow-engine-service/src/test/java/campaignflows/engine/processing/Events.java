package campaignflows.engine.processing;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes events as a relay does: in transactions, with markers and now and then an aborted one. */
public final class Events implements AutoCloseable {
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public Events(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "test-" + Ids.v7(),
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    public static Envelope<ParticipantEvent> created(UUID campaign, UUID participant, UUID customer) {
        return event(participant, new ParticipantCreated(campaign, participant, customer, WalkFixture.RUN));
    }

    public static Envelope<ParticipantEvent> updated(UUID campaign, UUID participant, UUID customer) {
        return event(participant, new ParticipantUpdated(campaign, participant, customer, WalkFixture.RUN));
    }

    private static Envelope<ParticipantEvent> event(UUID participant, ParticipantEvent data) {
        return new Envelope<>(
                Ids.v7(),
                "participant-service",
                WalkFixture.TENANT,
                participant.toString(),
                Instant.now(),
                null,
                0,
                data);
    }

    /** In one transaction, after one that is aborted. */
    public void publish(List<Envelope<ParticipantEvent>> events) {
        producer.beginTransaction();
        events.stream().limit(3).forEach(this::send);
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        events.forEach(this::send);
        producer.commitTransaction();
    }

    void publishRaw(UUID key, byte @Nullable [] value) {
        producer.beginTransaction();
        var record = new ProducerRecord<>(Topics.PARTICIPANT_EVENTS, key.toString(), value);
        record.headers().add("type", "Raw".getBytes(StandardCharsets.UTF_8));
        producer.send(record);
        producer.commitTransaction();
    }

    private void send(Envelope<ParticipantEvent> event) {
        producer.send(new ProducerRecord<>(
                Topics.PARTICIPANT_EVENTS,
                event.data().customerId().toString(),
                ParticipantEvent.FAMILY.encode(event)));
    }

    List<ConsumerRecord<String, byte[]>> deadLetters() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.PARTICIPANT_EVENTS + Topics.DEAD_LETTER_SUFFIX, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return letters;
        }
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
