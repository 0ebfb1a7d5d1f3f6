package campaignflows.platform.testkit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** The settings of the servers of tests, whether they are embedded or run in containers. */
final class ServerSettings {

    private ServerSettings() {}

    static Map<String, String> postgres() {
        return Map.of(
                "max_connections", "200",
                "shared_buffers", "32MB",
                "timezone", "UTC",
                // What is committed outlives the server's death, as it does where it matters.
                "synchronous_commit", "on");
    }

    /** Of the one broker, without its addresses. */
    static Map<String, String> kafka() {
        Map<String, String> settings = new HashMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.initial.task.delay.ms", "100");
        settings.put("file.delete.delay.ms", "100");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }

    /** The broker's settings by the names of environment variables under which the image takes them. */
    static Map<String, String> kafkaEnvironment() {
        return kafka().entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_"
                                + setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                        Entry::getValue));
    }
}
