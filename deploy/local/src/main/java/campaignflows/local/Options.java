package campaignflows.local;

import campaignflows.local.kafka.KafkaServers;
import campaignflows.local.postgres.PostgresAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for on the command line. Anything unknown, repeated or malformed is refused by name: a system that
 * silently starts with another port or folder than meant is worse than none.
 */
public record Options(
        Path data,
        int port,
        int mailPort,
        Optional<PostgresAddress> postgres,
        Optional<KafkaServers> kafka,
        boolean fresh,
        boolean train,
        boolean help) {

    static final int DEFAULT_PORT = 8080;
    static final int DEFAULT_MAIL_PORT = 8025;

    public Options {
        if (port == mailPort) {
            throw new UsageException("--port and --mail-port must differ, but both are " + port);
        }
        if (train && (postgres.isPresent() || kafka.isPresent())) {
            throw new UsageException("--train runs on servers of its own: leave out --postgres and --kafka");
        }
    }

    /** Reads the command line; {@code --option value} and {@code --option=value} are the same. */
    public static Options parse(List<String> arguments, Path defaultData) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Set<String> seen = new HashSet<>();
        Path data = defaultData;
        int port = DEFAULT_PORT;
        int mailPort = DEFAULT_MAIL_PORT;
        Optional<PostgresAddress> postgres = Optional.empty();
        Optional<KafkaServers> kafka = Optional.empty();
        boolean fresh = false;
        boolean train = false;
        boolean help = false;
        while (!rest.isEmpty()) {
            String name = splitAtEquals(rest);
            if (!seen.add(name)) {
                throw new UsageException("Expected " + name + " once, but it is there twice");
            }
            switch (name) {
                case "--data" -> data = path(name, value(name, rest));
                case "--port" -> port = port(name, value(name, rest));
                case "--mail-port" -> mailPort = port(name, value(name, rest));
                case "--postgres" -> postgres = Optional.of(PostgresAddress.parse(value(name, rest)));
                case "--kafka" -> kafka = Optional.of(KafkaServers.parse(value(name, rest)));
                case "--fresh" -> fresh = true;
                case "--train" -> train = true;
                case "--help", "-h" -> help = true;
                default -> throw new UsageException("Unknown option: " + name);
            }
        }
        return new Options(data.toAbsolutePath().normalize(), port, mailPort, postgres, kafka, fresh, train, help);
    }

    Options onPorts(List<Integer> ports) {
        return new Options(data, ports.getFirst(), ports.getLast(), postgres, kafka, fresh, train, help);
    }

    /** The same on another folder, which is emptied first. */
    Options onFresh(Path folder) {
        return new Options(folder, port, mailPort, postgres, kafka, true, train, help);
    }

    private static String splitAtEquals(Deque<String> rest) {
        String argument = rest.pop();
        int equals = argument.indexOf('=');
        if (!argument.startsWith("--") || equals < 0) {
            return argument;
        }
        String name = argument.substring(0, equals);
        if (Set.of("--fresh", "--train", "--help").contains(name)) {
            throw new UsageException(name + " takes no value");
        }
        rest.push(argument.substring(equals + 1));
        return name;
    }

    private static String value(String name, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
            throw new UsageException("Expected a value after " + name);
        }
        return rest.pop();
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("Expected a folder after " + name + ", but " + text + " is no path");
        }
    }

    private static int port(String name, String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new UsageException("Expected a port from 1 to 65535 after " + name + ", but it was " + text);
    }
}
