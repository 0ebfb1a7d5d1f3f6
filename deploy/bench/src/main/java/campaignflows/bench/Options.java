package campaignflows.bench;

import java.util.ArrayList;
import java.util.List;

/** What was asked for on the command line. */
public sealed interface Options {
    /** Of the generator: the same seed makes the same people. */
    long seed();

    /** Whether the folder with the data and the logs stays. */
    boolean keep();

    /**
     * A file's way in.
     *
     * @param rows of the largest file
     */
    record Import(int rows, long seed, boolean keep) implements Options {}

    /**
     * From the topic of events to that of commands.
     *
     * @param events   of each measurement
     * @param replicas of the engine, ascending; each number is measured
     * @param all      whether the services that have no part in it continue to run during the measurements
     */
    record Walk(int events, List<Integer> replicas, boolean all, long seed, boolean keep) implements Options {
        public Walk {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * From the plan to the provider.
     *
     * @param messages of each measurement
     */
    record Send(int messages, long seed, boolean keep) implements Options {}

    /**
     * Messages of contacts, from the webhook to their sessions.
     *
     * @param rate    messages a second of the tenant that is flooded
     * @param seconds of the flood
     */
    record Inbound(int rate, int seconds, long seed, boolean keep) implements Options {}

    /** All but the canvas, one after the other, each with a system of its own; the results go into a file. */
    record All(Import imports, Walk walks, Send sends, Inbound inbound) implements Options {
        @Override
        public long seed() {
            return imports.seed();
        }

        @Override
        public boolean keep() {
            return false;
        }
    }

    /** @throws UsageException with what is wrong */
    static Options parse(String... arguments) throws UsageException {
        return new CommandLine(arguments).options();
    }

    /** A command line that cannot be followed. */
    final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Reads the arguments from left to right; a later one wins. */
    final class CommandLine {
        private static final int LEAST = 1_000;
        private static final int MOST_ROWS = 50_000_000;
        private static final int MOST_EVENTS = 1_000_000;
        private static final int MOST_MESSAGES = 1_000_000;
        private static final int MOST_REPLICAS = 8;
        private static final int MOST_PER_SECOND = 10_000;
        private static final int MOST_SECONDS = 600;

        private final String[] arguments;
        private final String what;
        private int at = 1;
        private int rows = 1_000_000;
        private int events = 60_000;
        private int messages = 10_000;
        private int rate = 1_000;
        private int seconds = 60;
        private List<Integer> replicas = List.of(1, 2, 4);
        private boolean all;
        private long seed = 20_260_101L;
        private boolean keep;

        CommandLine(String... arguments) throws UsageException {
            this.arguments = arguments.clone();
            this.what = arguments.length == 0 ? "" : arguments[0];
            if (!List.of("import", "walk", "send", "inbound", "all").contains(what)) {
                throw new UsageException("Expected what to measure first: import, walk, send, inbound or all");
            }
        }

        Options options() throws UsageException {
            while (at < arguments.length) {
                option(arguments[at++]);
            }
            Import imports = new Import(rows, seed, keep);
            Walk walks = new Walk(events, replicas, all, seed, keep);
            Send sends = new Send(messages, seed, keep);
            Inbound inbound = new Inbound(rate, seconds, seed, keep);
            return switch (what) {
                case "import" -> imports;
                case "walk" -> walks;
                case "inbound" -> inbound;
                case "send" -> sends;
                default -> new All(imports, walks, sends, inbound);
            };
        }

        private void option(String argument) throws UsageException {
            String[] parts = argument.split("=", 2);
            String value = parts.length == 2 ? parts[1] : null;
            switch (what + " " + parts[0]) {
                case "import --keep", "walk --keep", "send --keep", "inbound --keep" -> keep = flag(argument, value);
                case "import --seed", "walk --seed", "all --seed" -> seed = number(parts[0], valueOf(parts[0], value));
                case "import --rows", "all --rows" ->
                    rows = within(parts[0], valueOf(parts[0], value), LEAST, MOST_ROWS);
                case "send --messages", "all --messages" ->
                    messages = within(parts[0], valueOf(parts[0], value), LEAST, MOST_MESSAGES);
                case "inbound --rate", "all --rate" ->
                    rate = within(parts[0], valueOf(parts[0], value), 1, MOST_PER_SECOND);
                case "inbound --seconds", "all --seconds" ->
                    seconds = within(parts[0], valueOf(parts[0], value), 5, MOST_SECONDS);
                case "walk --events", "all --events" ->
                    events = within(parts[0], valueOf(parts[0], value), LEAST, MOST_EVENTS);
                case "walk --replicas", "all --replicas" -> replicas = replicas(valueOf(parts[0], value));
                case "walk --all" -> all = flag(argument, value);
                default -> throw new UsageException("Unknown option: " + argument);
            }
        }

        private static boolean flag(String argument, @org.jspecify.annotations.Nullable String value)
                throws UsageException {
            if (value != null) {
                throw new UsageException("Expected no value in " + argument);
            }
            return true;
        }

        private String valueOf(String option, @org.jspecify.annotations.Nullable String value) throws UsageException {
            if (value != null) {
                return value;
            }
            if (at == arguments.length) {
                throw new UsageException("Expected a value after " + option);
            }
            return arguments[at++];
        }

        private static List<Integer> replicas(String text) throws UsageException {
            List<Integer> numbers = new ArrayList<>();
            for (String each : text.split(",", -1)) {
                int number = within("--replicas", each, 1, MOST_REPLICAS);
                if (!numbers.isEmpty() && number <= numbers.getLast()) {
                    throw new UsageException("Expected ascending numbers after --replicas, but it is " + text);
                }
                numbers.add(number);
            }
            return numbers;
        }

        private static long number(String option, String text) throws UsageException {
            try {
                return Long.parseLong(text.replace("_", ""));
            } catch (NumberFormatException e) {
                throw new UsageException("Expected a whole number after " + option + ", but it is \"" + text + "\"");
            }
        }

        private static int within(String option, String text, int least, int most) throws UsageException {
            long value = number(option, text);
            if (value < least || value > most) {
                throw new UsageException(
                        "Expected " + option + " from " + least + " to " + most + ", but it is " + value);
            }
            return (int) value;
        }
    }
}
