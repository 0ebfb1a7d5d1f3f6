package campaignflows.local.deadletter;

import campaignflows.local.StartException;
import campaignflows.local.UsageException;
import campaignflows.local.data.Endpoints;
import campaignflows.local.kafka.KafkaServers;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The program behind {@code deploy/dead-letters}. */
public final class DeadLetterCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final Path repository;
    private @Nullable Path data;
    private @Nullable KafkaServers kafka;
    private @Nullable Path kafkaConfig;

    private DeadLetterCommand(PrintStream out, Path repository) {
        this.out = out;
        this.repository = repository;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path repository =
                Path.of(System.getProperty("campaignflows.repository", ".")).toAbsolutePath();
        System.exit(run(List.of(arguments), repository, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** Returns the exit code. */
    static int run(List<String> arguments, Path repository, PrintStream out) throws InterruptedException {
        try {
            return new DeadLetterCommand(out, repository).run(new ArrayDeque<>(arguments));
        } catch (UsageException e) {
            System.err.println("deploy/dead-letters: " + e.getMessage());
            System.err.println("Try deploy/dead-letters --help");
            return USAGE;
        } catch (StartException e) {
            System.err.println("deploy/dead-letters: " + e.getMessage());
            return FAILED;
        }
    }

    private int run(Deque<String> rest) throws InterruptedException {
        List<String> words = new ArrayList<>();
        boolean all = false;
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--data" -> data = Path.of(value(word, rest));
                case "--kafka" -> kafka = KafkaServers.parse(value(word, rest));
                case "--kafka-config" -> kafkaConfig = Path.of(value(word, rest));
                case "--all" -> all = true;
                default -> {
                    if (word.startsWith("-")) {
                        throw new UsageException("Unknown option: " + word);
                    }
                    words.add(word);
                }
            }
        }
        String command = words.isEmpty() ? "" : words.removeFirst();
        return switch (command) {
            case "list" -> list(topics(words));
            case "show" -> show(topic(words), offsets(words, false));
            case "replay" -> replay(topic(words), offsets(words, all));
            default -> throw new UsageException("Expected list, show or replay, but it was \"" + command + "\"");
        };
    }

    private int list(List<String> topics) {
        try (DeadLetterTopics letters = open()) {
            for (String topic : topics) {
                letters.read(
                        topic,
                        any -> true,
                        letter -> out.printf(
                                "%s %d  %s  %s, read by %s: %s%n",
                                topic,
                                letter.offset(),
                                letter.at(),
                                letter.source(),
                                letter.consumer(),
                                letter.reason()));
            }
        }
        return DONE;
    }

    private int show(String topic, Set<Long> offsets) {
        try (DeadLetterTopics letters = open()) {
            Set<Long> missing = new TreeSet<>(offsets);
            letters.read(topic, offsets::contains, letter -> {
                missing.remove(letter.offset());
                out.println(letter.text());
            });
            return missing.isEmpty() ? DONE : notThere(topic, missing);
        }
    }

    /** @param offsets empty for all */
    private int replay(String topic, Set<Long> offsets) throws InterruptedException {
        try (DeadLetterTopics letters = open()) {
            Set<Long> missing = new TreeSet<>(offsets);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            List<String> kept = new ArrayList<>();
            letters.read(topic, offset -> offsets.isEmpty() || offsets.contains(offset), letter -> {
                missing.remove(letter.offset());
                try {
                    records.add(letter.replay());
                } catch (DeadLetter.UnreplayableException e) {
                    kept.add("%s %d was not replayed: %s".formatted(topic, letter.offset(), e.getMessage()));
                }
            });
            if (!missing.isEmpty()) {
                return notThere(topic, missing);
            }
            letters.write(records);
            kept.forEach(System.err::println);
            out.println("Replayed: " + records.size());
            return kept.isEmpty() ? DONE : FAILED;
        }
    }

    private static int notThere(String topic, Set<Long> offsets) {
        System.err.println("deploy/dead-letters: %s has no letter %s any more, or not yet: nothing was done"
                .formatted(topic, offsets));
        return FAILED;
    }

    private DeadLetterTopics open() {
        Map<String, Object> settings = new HashMap<>();
        Path file = kafkaConfig;
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new StartException("Could not read " + file, e);
            }
            properties.forEach((key, value) -> settings.put(String.valueOf(key), value));
        }
        settings.put("bootstrap.servers", servers());
        return new DeadLetterTopics(settings);
    }

    private String servers() {
        KafkaServers given = kafka;
        if (given != null) {
            return given.toString();
        }
        Path folder = Objects.requireNonNullElse(data, repository.resolve("deploy/local/data"));
        try {
            return Endpoints.read(folder.resolve("endpoints"), "kafka")
                    .orElseThrow(
                            () -> new StartException(
                                    folder
                                            + " is not the data folder of a running system: name it after --data, or Kafka after --kafka"));
        } catch (UncheckedIOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String value(String name, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new UsageException("Expected a value after " + name);
        }
        return rest.pop();
    }

    private static List<String> topics(List<String> words) {
        return words.isEmpty() ? DeadLetterTopics.names() : List.of(topic(words));
    }

    /** Takes the name of a topic, with or without what all names of dead-letter topics end with. */
    private static String topic(List<String> words) {
        String word = words.isEmpty() ? "" : words.removeFirst();
        return DeadLetterTopics.names().stream()
                .filter(name -> name.equals(word) || name.startsWith(word + "."))
                .findFirst()
                .orElseThrow(() -> new UsageException("Expected a topic, one of "
                        + String.join(", ", DeadLetterTopics.names()) + ", but it was \"" + word + "\""));
    }

    private static Set<Long> offsets(List<String> words, boolean all) {
        Set<Long> offsets = new TreeSet<>();
        for (String word : words) {
            if (!word.matches("[0-9]{1,18}")) {
                throw new UsageException("Expected an offset, as list prints it, but it was \"" + word + "\"");
            }
            offsets.add(Long.parseLong(word));
        }
        if (offsets.isEmpty() != all) {
            throw new UsageException("Expected offsets, as list prints them, or, with replay, --all");
        }
        return offsets;
    }
}
