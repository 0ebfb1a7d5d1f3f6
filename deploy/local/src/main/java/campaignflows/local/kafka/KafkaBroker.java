package campaignflows.local.kafka;

import campaignflows.local.StartException;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PrivateFiles;
import campaignflows.local.process.ChildSpec;
import campaignflows.local.process.JavaCommand;
import campaignflows.platform.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The embedded broker as a child process: its settings and its command. */
public final class KafkaBroker {
    public static final String NAME = "kafka";
    /** Not a broker's property: what its folder is formatted with. */
    static final String CLUSTER_ID = "campaignflows.cluster.id";

    private static final List<String> MEMORY =
            List.of("-Xms48m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=64m", "-Xss512k");

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final String clusterId;

    public KafkaBroker(Path folder, int port, int controllerPort, String clusterId) {
        if (folder.toString().contains(",")) {
            throw new StartException("Kafka cannot keep its data in a path with a comma: " + folder
                    + ". Name another folder with --data.");
        }
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.clusterId = clusterId;
    }

    public KafkaServers servers() {
        return new KafkaServers(List.of(Loopback.HOST + ":" + port));
    }

    public ChildSpec spec(JavaCommand java) {
        Path properties = folder.resolve("server.properties");
        return new ChildSpec(
                NAME,
                java.cached(NAME, KafkaMain.class, MEMORY, List.of(properties.toString())),
                Map.of("MALLOC_ARENA_MAX", "2"),
                folder,
                ChildSpec.StopRequest.TERMINATE,
                () -> write(properties));
    }

    private void write(Path file) {
        StringBuilder text = new StringBuilder("# Written again at every start of the broker.\n");
        settings()
                .forEach((name, value) -> text.append(name)
                        .append('=')
                        .append(value.replace("\\", "\\\\"))
                        .append('\n'));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + folder, e);
        }
        PrivateFiles.write(file, text.toString());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(CLUSTER_ID, clusterId);
        settings.put("node.id", "1");
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", "1@" + Loopback.HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://" + Loopback.HOST + ":" + port + ",CONTROLLER://" + Loopback.HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + Loopback.HOST + ":" + port);
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("auto.create.topics.enable", "false");
        // One broker.
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A broker that starts again waits for the end of its last session, unless that one gave itself up in order.
        settings.put("controlled.shutdown.enable", "true");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // Transactions of a relay that died end soon, not at the default scan of ten seconds.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("message.max.bytes", Integer.toString(Topics.MAX_BATCH_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(Topics.MAX_BATCH_BYTES));
        // A small heap and two cores. The cleaner's default buffer alone is 128 MB.
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.cleaner.threads", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        return settings;
    }
}
