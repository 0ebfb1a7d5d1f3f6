package campaignflows.platform.messaging;

import campaignflows.platform.contracts.OutboxRelays;
import campaignflows.platform.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which shard of the outbox a key belongs to. The number of shards is fixed: it is recorded in the database and compared
 * at start, since a key that changed its shard would lose its order.
 */
public final class Shards {

    /** Shards of the outbox of each service. */
    public static final int COUNT = OutboxRelays.SHARDS;

    /** The position of a service in this list is its place in {@code outbox-positions}; only ever append. */
    private static final List<String> SERVICES =
            List.of("participant", "communication", "campaign", "gateway", "upload");

    private Shards() {}

    /** The partition that Kafka's own partitioner gives the key in a topic keyed by customer id, as such topics are made. */
    public static int partitionOf(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % Topics.CUSTOMER_PARTITIONS;
    }

    /**
     * The shard of a key; messages without one have a shard together. It stays when the topics get more partitions, since their
     * number is a multiple of the shards ({@link Topics#isCustomerPartitions}).
     */
    public static int of(@Nullable String key) {
        return key == null ? 0 : partitionOf(key) % COUNT;
    }

    /** The partition of {@code outbox-positions} that belongs to a service's shard. */
    static int positionsPartition(String service, int shard) {
        int index = SERVICES.indexOf(service);
        if (index < 0) {
            throw new IllegalArgumentException("Expected one of the services " + SERVICES + ", but it is " + service);
        }
        return index * COUNT + shard;
    }

    /** Partitions of {@code outbox-positions}. */
    public static int positionsPartitions() {
        return SERVICES.size() * COUNT;
    }
}
