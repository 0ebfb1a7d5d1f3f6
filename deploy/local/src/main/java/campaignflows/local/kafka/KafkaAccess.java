package campaignflows.local.kafka;

import campaignflows.local.StartException;
import campaignflows.local.UsageException;
import campaignflows.local.data.Endpoints;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a command finds Kafka: the options {@code --data}, {@code --kafka} and {@code --kafka-config}, which all commands for operators
 * have.
 */
public final class KafkaAccess {
    private Path data;
    private @Nullable KafkaServers servers;
    private @Nullable Path config;

    public KafkaAccess(Path repository) {
        data = repository.resolve("deploy/local/data");
    }

    /**
     * Takes an option and its value.
     *
     * @return whether it is one of these options
     * @throws UsageException if its value is missing or of the wrong form
     */
    public boolean take(String option, Deque<String> rest) {
        switch (option) {
            case "--data" -> data = Path.of(value(option, rest));
            case "--kafka" -> servers = KafkaServers.parse(value(option, rest));
            case "--kafka-config" -> config = Path.of(value(option, rest));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The value that follows an option. */
    public static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new UsageException("Expected a value after " + option);
        }
        return rest.pop();
    }

    /** The data folder of a local run, whether it is one or not. */
    public Path data() {
        return data;
    }

    /**
     * Settings of Kafka's clients: where it is reached, and how one signs in.
     *
     * @throws StartException if there is no file of settings, or no local run to ask for the address
     */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        Path file = config;
        if (file != null) {
            properties(file).forEach((key, value) -> settings.put(String.valueOf(key), value));
        }
        KafkaServers given = servers;
        settings.put("bootstrap.servers", given == null ? endpoint("kafka") : given.toString());
        return settings;
    }

    /**
     * What a running local system says of one of its addresses.
     *
     * @throws StartException if there is none
     */
    public String endpoint(String name) {
        try {
            return Endpoints.read(data.resolve("endpoints"), name)
                    .orElseThrow(
                            () -> new StartException(
                                    data
                                            + " is not the data folder of a running system: name it after --data, or Kafka after --kafka"));
        } catch (UncheckedIOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws StartException if the file cannot be read */
    public static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StartException("Could not read " + file, e);
        }
        return properties;
    }
}
