package campaignflows.platform.testkit.bad;

import org.apache.kafka.common.TopicPartition;

final class KafkaRules {
    TopicPartition partition() {
        return new TopicPartition("topic", 0);
    }
}
