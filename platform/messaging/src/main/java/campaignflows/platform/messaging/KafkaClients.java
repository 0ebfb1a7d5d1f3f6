package campaignflows.platform.messaging;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The clients of Kafka by what the two mechanisms use them for. Behind an interface so that the simulation of the protocol
 * (ADR 0008) can put a model of a broker in the place of one.
 */
public interface KafkaClients {

    Admin admin(String clientId);

    /** A producer of transactions: its times are ordered so that a send fails before its transaction times out. */
    Producer<String, byte[]> transactionalProducer(String transactionalId);

    /**
     * A member of a group whose positions are kept elsewhere: it never commits to Kafka and never guesses a position.
     *
     * @param settings tell what it reads at once, and how long the broker gathers records for it
     */
    Consumer<byte[], byte[]> groupConsumer(String groupId, String clientId, ConsumerSettings settings);

    /** A reader of partitions that are assigned by hand. */
    Consumer<byte[], byte[]> freeConsumer(String clientId);
}
