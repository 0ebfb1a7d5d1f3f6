package campaignflows.local.deadletter;

import campaignflows.local.UsageException;
import campaignflows.local.kafka.KafkaAccess;
import campaignflows.local.operator.OperatorProgram;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The program behind {@code deploy/dead-letters}. */
public final class DeadLetterCommand {
    private final PrintStream out;
    private final KafkaAccess kafka;

    private DeadLetterCommand(PrintStream out, Path repository) {
        this.out = out;
        this.kafka = new KafkaAccess(repository);
    }

    public static void main(String[] arguments) throws InterruptedException {
        new OperatorProgram(
                        "deploy/dead-letters",
                        (words, repository, out) -> new DeadLetterCommand(out, repository).run(words))
                .main(arguments);
    }

    private int run(Deque<String> rest) throws InterruptedException {
        List<String> words = new ArrayList<>();
        boolean all = false;
        while (!rest.isEmpty()) {
            String word = rest.pop();
            if (word.equals("--all")) {
                all = true;
            } else if (word.startsWith("-")) {
                if (!kafka.take(word, rest)) {
                    throw new UsageException("Unknown option: " + word);
                }
            } else {
                words.add(word);
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
        return OperatorProgram.DONE;
    }

    private int show(String topic, Set<Long> offsets) {
        try (DeadLetterTopics letters = open()) {
            Set<Long> missing = new TreeSet<>(offsets);
            letters.read(topic, offsets::contains, letter -> {
                missing.remove(letter.offset());
                out.println(letter.text());
            });
            return missing.isEmpty() ? OperatorProgram.DONE : notThere(topic, missing);
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
            return kept.isEmpty() ? OperatorProgram.DONE : OperatorProgram.FAILED;
        }
    }

    private static int notThere(String topic, Set<Long> offsets) {
        System.err.println("deploy/dead-letters: %s has no letter %s any more, or not yet: nothing was done"
                .formatted(topic, offsets));
        return OperatorProgram.FAILED;
    }

    private DeadLetterTopics open() {
        return new DeadLetterTopics(kafka.settings());
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
