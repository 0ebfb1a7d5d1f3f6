package campaignflows.local.kafka;

import campaignflows.local.child.ParentProcessWatch;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The embedded broker's process: formats its folder the first time, then is broker and controller in one. Ends in order
 * at SIGTERM, and with the launcher.
 */
public final class KafkaMain {
    private KafkaMain() {}

    /** The one argument is the file of the broker's properties. */
    public static void main(String[] arguments) {
        ParentProcessWatch.start();
        // A fatal fault must end the process at once, not wait for threads that never end: it is started again then.
        Exit.setExitProcedure((code, message) -> Runtime.getRuntime().halt(code));
        try {
            run(read(Path.of(arguments[0])));
        } catch (Exception e) {
            System.err.println("The broker could not start: " + e);
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static void run(Properties properties) throws Exception {
        format(properties);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Properties properties) throws Exception {
        Path folder = Path.of(properties.getProperty("log.dirs"));
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(System.out)
                .setClusterId(properties.getProperty(KafkaBroker.CLUSTER_ID))
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }
}
