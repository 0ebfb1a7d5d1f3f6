package campaignflows.platform.contracts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every Kafka topic of the system, with the settings with which it must be created. */
public final class Topics {
    /**
     * All topics keyed by customer id are made with this many partitions. They have one number and one hash, so that a customer has
     * one partition; {@code deploy/partitions} gives them more.
     */
    public static final int CUSTOMER_PARTITIONS = 48;

    /** As many partitions as they may have: more than that is other hardware's business than this protocol was tried on. */
    public static final int MOST_CUSTOMER_PARTITIONS = 480;

    public static final String PARTICIPANT_EVENTS = "participant-events";
    public static final String COMMUNICATION_COMMANDS = "communication-commands";
    public static final String FLOW_WALKS = "flow-walks";
    public static final String CAMPAIGN_DEFINITIONS = "campaign-definitions";
    public static final String TENANTS = "tenants";
    public static final String CAMPAIGN_FAULTS = "campaign-faults";
    public static final String AUDIT_EVENTS = "audit-events";
    public static final String OUTBOX_POSITIONS = "outbox-positions";
    public static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    /** The topics keyed by customer id, written by the relays of {@link #CUSTOMER_TOPIC_WRITERS} only. */
    public static final List<String> CUSTOMER_TOPICS = List.of(PARTICIPANT_EVENTS, COMMUNICATION_COMMANDS, FLOW_WALKS);

    /** Short names of the services whose outboxes hold messages for {@link #CUSTOMER_TOPICS}. */
    public static final List<String> CUSTOMER_TOPIC_WRITERS = List.of("participant", "communication");

    /** The consumers of {@link #CUSTOMER_TOPICS}, by the names of their positions and of their groups. */
    public static final List<Reader> CUSTOMER_TOPIC_READERS = List.of(
            new Reader("flow-engine", PARTICIPANT_EVENTS, "flow-engine"),
            new Reader("participant-figures", PARTICIPANT_EVENTS, "campaign-participant-figures"),
            new Reader("communication-commands", COMMUNICATION_COMMANDS, "communication-communication-commands"),
            new Reader("communication-figures", COMMUNICATION_COMMANDS, "campaign-communication-figures"),
            new Reader("flow-walks", FLOW_WALKS, "campaign-flow-walks"));

    /** The largest record: a message is bounded before it enters the outbox. */
    public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    /** What Kafka's brokers must take at once: the largest message, and what its batch adds. */
    public static final int MAX_BATCH_BYTES = MAX_MESSAGE_BYTES + 64 * 1024;

    private static final Duration PERSONAL_DATA_RETENTION = Duration.ofDays(7);

    /** Time enough to mend a reader without losing what it has to keep. */
    private static final Duration AUDIT_RETENTION = Duration.ofDays(30);

    private Topics() {}

    /**
     * A consumer of one topic.
     *
     * @param consumer names its positions in a database
     * @param group names it for Kafka
     */
    public record Reader(String consumer, String topic, String group) {}

    /**
     * One topic.
     *
     * @param compacted whether Kafka keeps the latest record of each key forever, instead of all for {@code retention}
     */
    public record Topic(
            String name,
            int partitions,
            boolean compacted,
            @Nullable Duration retention) {

        /** Its settings by the names that Kafka has for them; replication is the installation's. */
        public Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            settings.put("max.message.bytes", Integer.toString(MAX_BATCH_BYTES));
            if (compacted) {
                settings.put("cleanup.policy", "compact");
                // Only closed segments are compacted: small ones keep what a reader has to go through small.
                settings.put("segment.bytes", Integer.toString(16 * 1024 * 1024));
                settings.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
            } else {
                settings.put("cleanup.policy", "delete");
                settings.put("retention.ms", Long.toString(retention == null ? -1 : retention.toMillis()));
                settings.put("segment.ms", Long.toString(Duration.ofDays(1).toMillis()));
            }
            return settings;
        }
    }

    /**
     * Whether the topics keyed by customer id may have this many partitions. A multiple of the shards, so that the messages of a
     * partition are those of one shard, whatever their number is.
     */
    public static boolean isCustomerPartitions(int partitions) {
        return partitions >= CUSTOMER_PARTITIONS
                && partitions <= MOST_CUSTOMER_PARTITIONS
                && partitions % OutboxRelays.SHARDS == 0;
    }

    /** All topics, the dead-letter ones included, as they are made. */
    public static List<Topic> all() {
        List<Topic> topics = new ArrayList<>();
        for (String name : CUSTOMER_TOPICS) {
            topics.add(new Topic(name, CUSTOMER_PARTITIONS, false, PERSONAL_DATA_RETENTION));
            topics.add(new Topic(name + DEAD_LETTER_SUFFIX, 1, false, PERSONAL_DATA_RETENTION));
        }
        topics.add(new Topic(CAMPAIGN_FAULTS, 1, false, PERSONAL_DATA_RETENTION));
        topics.add(new Topic(CAMPAIGN_FAULTS + DEAD_LETTER_SUFFIX, 1, false, PERSONAL_DATA_RETENTION));
        topics.add(new Topic(AUDIT_EVENTS, 4, false, AUDIT_RETENTION));
        topics.add(new Topic(AUDIT_EVENTS + DEAD_LETTER_SUFFIX, 1, false, AUDIT_RETENTION));
        topics.add(new Topic(CAMPAIGN_DEFINITIONS, 4, true, null));
        topics.add(new Topic(TENANTS, 1, true, null));
        topics.add(new Topic(OUTBOX_POSITIONS, 20, true, null));
        return List.copyOf(topics);
    }
}
