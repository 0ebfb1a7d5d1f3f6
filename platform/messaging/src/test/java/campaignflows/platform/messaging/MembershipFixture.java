package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** A member of a group over stubs of Kafka, with a sink that a test completes when it likes. */
abstract class MembershipFixture {
    static final String TOPIC = "things";
    static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    static final TopicPartition TWO = new TopicPartition(TOPIC, 2);

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    final ManualSink sink = new ManualSink();
    final RecordedMetrics metrics = new RecordedMetrics();
    final TestClock clock = new TestClock();
    final TestAdmin admin = new TestAdmin();
    final ConsumerProgress progress = new ConsumerProgress("reader", TOPIC, clock);
    GroupMembership member = member(new ConsumerSettings(3, 1_000_000, 1_000_000, 9, Duration.ofSeconds(1)));

    GroupMembership member(ConsumerSettings settings) {
        return new GroupMembership("reader", TOPIC, consumer, admin.client(), sink, settings, metrics, progress, clock);
    }

    /** Takes turns until the results of what was started are handled: a wake-up ends a poll, which costs a turn. */
    void turns() {
        for (int i = 0; i < 5; i++) {
            member.turn();
        }
    }

    void assign(TopicPartition... partitions) {
        consumer.rebalance(List.of(partitions));
    }

    void publish(TopicPartition partition, long from, long to) {
        LongStream.range(from, to)
                .forEach(offset -> consumer.addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[1], new byte[10])));
    }
}
