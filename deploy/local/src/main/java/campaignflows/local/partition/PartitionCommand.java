package campaignflows.local.partition;

import campaignflows.local.StartException;
import campaignflows.local.UsageException;
import campaignflows.local.kafka.KafkaAccess;
import campaignflows.local.operator.OperatorProgram;
import campaignflows.platform.contracts.OutboxRelays;
import campaignflows.platform.contracts.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program behind {@code deploy/partitions}. */
public final class PartitionCommand {
    /** More than this would have the relays rest for long. */
    private static final long MOST_WAITING = 20_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TO_BEGIN = Duration.ofSeconds(60);

    private final PrintStream out;
    private final KafkaAccess kafka;
    private @Nullable Path databases;
    private Duration within = Duration.ofSeconds(60);

    private PartitionCommand(PrintStream out, Path repository) {
        this.out = out;
        this.kafka = new KafkaAccess(repository);
    }

    public static void main(String[] arguments) throws InterruptedException {
        new OperatorProgram(
                        "deploy/partitions",
                        (words, repository, out) -> new PartitionCommand(out, repository).run(words))
                .main(arguments);
    }

    private int run(Deque<String> rest) throws InterruptedException {
        List<String> words = new ArrayList<>();
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--databases" -> databases = Path.of(KafkaAccess.value(word, rest));
                case "--within" -> within = Duration.ofSeconds(number(KafkaAccess.value(word, rest), 5, 600));
                default -> {
                    if (!word.startsWith("-")) {
                        words.add(word);
                    } else if (!kafka.take(word, rest)) {
                        throw new UsageException("Unknown option: " + word);
                    }
                }
            }
        }
        if (words.equals(List.of("show"))) {
            return show();
        }
        if (words.size() == 2 && words.getFirst().equals("grow")) {
            return grow(number(words.getLast(), Topics.CUSTOMER_PARTITIONS, Topics.MOST_CUSTOMER_PARTITIONS));
        }
        throw new UsageException("Expected show, or grow and a number, but it was \"" + String.join(" ", words) + "\"");
    }

    private int show() throws InterruptedException {
        try (CustomerTopics topics = new CustomerTopics(kafka.settings());
                ServiceDatabases services = ServiceDatabases.open(kafka, databases)) {
            topics.partitions().forEach((topic, number) -> out.println(topic + ": " + number + " partitions"));
            waiting(topics, services)
                    .records()
                    .forEach((consumer, number) -> out.println(consumer + ": " + number + " records wait"));
            return OperatorProgram.DONE;
        }
    }

    private int grow(int number) throws InterruptedException {
        if (!Topics.isCustomerPartitions(number)) {
            throw new UsageException("Expected a multiple of " + OutboxRelays.SHARDS + ", but it was " + number);
        }
        try (CustomerTopics topics = new CustomerTopics(kafka.settings());
                ServiceDatabases services = ServiceDatabases.open(kafka, databases)) {
            Map<String, Integer> present = topics.partitions();
            if (present.values().stream().allMatch(partitions -> partitions == number)) {
                out.println("All of them have " + number + " partitions");
                return OperatorProgram.DONE;
            }
            if (present.values().stream().anyMatch(partitions -> partitions > number)) {
                throw new StartException("Partitions cannot be taken away, and there are more: " + present);
            }
            refuseIfMuchWaits(waiting(topics, services));
            long since = System.nanoTime();
            out.println("Having the relays rest; what is stored meanwhile is published afterwards");
            haveRelaysRest(topics, services);
            awaitNothingWaits(topics, services);
            requireLocks(services, "nothing was done");
            topics.grow(number);
            requireLocks(
                    services,
                    "the partitions were added, but somebody may have published meanwhile: restart "
                            + String.join("- and ", Topics.CUSTOMER_TOPIC_WRITERS) + "-service now");
            out.printf(
                    "From %s to %d partitions each after %.1f s; the relays go on%n",
                    present, number, (System.nanoTime() - since) / 1e9);
        }
        return awaitReaders();
    }

    private static void refuseIfMuchWaits(Waiting waiting) {
        if (waiting.total() > MOST_WAITING) {
            throw new StartException(
                    "Too much waits to be read, " + waiting.inWords() + ": do it at a quieter hour; nothing was done");
        }
    }

    private static void haveRelaysRest(CustomerTopics topics, ServiceDatabases services) throws InterruptedException {
        for (ServiceDatabase service : services.writers()) {
            for (int shard = 0; shard < OutboxRelays.SHARDS; shard++) {
                service.takeLock(shard);
                topics.fence(service.service(), shard);
            }
        }
    }

    private void awaitNothingWaits(CustomerTopics topics, ServiceDatabases services) throws InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        Waiting waiting = waiting(topics, services);
        while (waiting.total() > 0) {
            if (System.nanoTime() > until) {
                throw new StartException("After " + within.toSeconds() + " s there is still to be read, "
                        + waiting.inWords() + ": nothing was done, and the relays go on");
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            waiting = waiting(topics, services);
        }
    }

    private static void requireLocks(ServiceDatabases services, String otherwise) {
        if (!services.writers().stream().allMatch(ServiceDatabase::holdsLocks)) {
            throw new StartException("A connection to PostgreSQL was lost, and a lock with it: " + otherwise);
        }
    }

    /** The consumers look for new partitions every 15 seconds, and a rebalance shares them out. */
    private int awaitReaders() throws InterruptedException {
        try (CustomerTopics topics = new CustomerTopics(kafka.settings())) {
            long until = System.nanoTime() + TO_BEGIN.toNanos();
            Map<String, Integer> unread = topics.unread();
            while (!unread.isEmpty()) {
                if (System.nanoTime() > until) {
                    throw new StartException("The partitions are there, but " + TO_BEGIN.toSeconds()
                            + " s later not all are read, of these groups: " + unread + ". Are all services running?");
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
                unread = topics.unread();
            }
            out.println("All consumers read all of them");
            return OperatorProgram.DONE;
        }
    }

    /** What waits now: positions are read before ends, so that what is read in between counts as waiting. */
    private static Waiting waiting(CustomerTopics topics, ServiceDatabases services) throws InterruptedException {
        var positions = services.positions();
        return Waiting.of(positions, topics.beginnings(), topics.ends());
    }

    private static int number(String word, int least, int most) {
        int number = word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : -1;
        if (number < least || number > most) {
            throw new UsageException(
                    "Expected a number from " + least + " to " + most + ", but it was \"" + word + "\"");
        }
        return number;
    }
}
