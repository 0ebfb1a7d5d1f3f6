package campaignflows.bench.walk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What came out on a topic: how many records, how large, and some of them, so that a floor can put out the like.
 *
 * @param failed how many of them are records of walks that did not come to the end of their path
 */
record Outputs(String topic, long records, long bytes, long failed, List<byte[]> some) {
    private static final int SOME = 2_000;
    private static final byte[] COMPLETED = "\"outcome\":\"completed\"".getBytes(StandardCharsets.US_ASCII);

    double perRecord() {
        return records == 0 ? 0 : (double) bytes / records;
    }

    /** Reads what is committed between the ends. */
    static Outputs between(String servers, String topic, Broker.Ends from, Broker.Ends to) {
        long records = 0;
        long bytes = 0;
        long failed = 0;
        List<byte[]> some = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers, 10_000)) {
            List<TopicPartition> partitions = assign(consumer, topic, from);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < to.of(each.partition()))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < to.of(record.partition())) {
                        records++;
                        bytes += record.value().length;
                        failed += topic.equals(Broker.WALKS) && !holds(record.value(), COMPLETED) ? 1 : 0;
                        if (some.size() < SOME && records % 7 == 0) {
                            some.add(record.value());
                        }
                    }
                }
            }
        }
        return new Outputs(topic, records, bytes, failed, some);
    }

    /** A consumer of what is committed that belongs to no group. */
    static KafkaConsumer<byte[], byte[]> consumer(String servers, int mostRecords) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "fetch.max.wait.ms",
                        100,
                        "fetch.max.bytes",
                        8 * 1024 * 1024,
                        "max.partition.fetch.bytes",
                        1024 * 1024,
                        "max.poll.records",
                        mostRecords),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** All partitions of the topic. */
    static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, String topic, Broker.Ends from) {
        List<TopicPartition> partitions = IntStream.range(0, Broker.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(each -> consumer.seek(each, from.of(each.partition())));
        return partitions;
    }

    private static boolean holds(byte[] value, byte[] text) {
        for (int at = value.length - text.length; at >= 0; at--) {
            int same = 0;
            while (same < text.length && value[at + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return true;
            }
        }
        return false;
    }
}
