package campaignflows.platform.testkit.good;

import org.apache.kafka.common.TopicPartition;

final class ThingConsumer {
    TopicPartition partition() {
        return new TopicPartition("things", 0);
    }
}
