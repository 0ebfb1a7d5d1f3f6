package campaignflows.bench.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One loop that reads events of some partitions and puts out records that were made before, in Kafka transactions: it parses
 * an event's JSON to know whose it is, and thinks nothing. With a database it also does there what a commit of walks does.
 */
final class FloorLoop implements AutoCloseable {
    /** What a batch of the engine may hold. */
    static final int BATCH = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "bench-floor";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<FloorOutput> outputs;
    private final @Nullable FloorTransaction database;
    private final Map<Integer, Long> goal = new HashMap<>();

    /** An event as far as it was read. */
    record Event(byte[] key, UUID participant) {}

    /**
     * @param number   of this loop of {@code of}: every so many-th partition is its own
     * @param database null for a loop that has none
     */
    FloorLoop(
            String servers,
            int number,
            int of,
            Broker.Ends from,
            Broker.Ends to,
            List<FloorOutput> outputs,
            @Nullable FloorTransaction database) {
        this.outputs = outputs;
        this.database = database;
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = number; partition < Broker.PARTITIONS; partition += of) {
            if (to.of(partition) > from.of(partition)) {
                partitions.add(new TopicPartition(Broker.EVENTS, partition));
                goal.put(partition, to.of(partition));
            }
        }
        consumer = Outputs.consumer(servers, BATCH);
        consumer.assign(partitions);
        partitions.forEach(each -> consumer.seek(each, from.of(each.partition())));
        producer = new KafkaProducer<>(
                producerSettings(servers, number), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** As those of the relays are. */
    private static Map<String, Object> producerSettings(String servers, int number) {
        return Map.of(
                "bootstrap.servers",
                servers,
                "transactional.id",
                "bench-floor-" + number,
                "transaction.timeout.ms",
                10_000,
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                5,
                "batch.size",
                64 * 1024,
                "buffer.memory",
                32 * 1024 * 1024);
    }

    /** Goes on until its partitions are read to their goal; returns how many events that were. */
    long run() throws SQLException {
        long events = 0;
        while (!goal.isEmpty()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
            List<Event> batch = new ArrayList<>(records.count());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Long end = goal.get(record.partition());
                if (end != null && record.offset() < end) {
                    batch.add(read(record));
                }
            }
            if (!batch.isEmpty()) {
                work(batch, next);
                events += batch.size();
            }
            next.forEach((partition, offset) ->
                    goal.computeIfPresent(partition.partition(), (number, end) -> offset.offset() >= end ? null : end));
        }
        return events;
    }

    private void work(List<Event> batch, Map<TopicPartition, OffsetAndMetadata> next) throws SQLException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Event event : batch) {
            outputs.forEach(output -> output.of(event.key(), records));
        }
        if (database != null) {
            database.commit(batch, next, records);
        }
        producer.beginTransaction();
        records.forEach(producer::send);
        if (database == null) {
            producer.sendOffsetsToTransaction(next, new ConsumerGroupMetadata(GROUP));
        }
        producer.commitTransaction();
    }

    private static Event read(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode event = JSON.readTree(record.value());
            return new Event(
                    record.key(),
                    UUID.fromString(event.path("data").path("participant_id").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected an event, but it is " + new String(record.value(), StandardCharsets.UTF_8), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
