package campaignflows.local.operator;

import campaignflows.local.StartException;
import campaignflows.local.UsageException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A program for operators: what it finds goes to standard output, what is wrong to standard error, and its exit code says which. */
public final class OperatorProgram {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    private static final int USAGE = 2;

    private final String name;
    private final Commands commands;

    /** What the program does. */
    @FunctionalInterface
    public interface Commands {
        /**
         * Runs what the command line asks for.
         *
         * @param out takes what is found
         * @param repository the checkout or installation whose local run it is about unless options say otherwise
         * @return the exit code
         * @throws UsageException if the words are wrong
         * @throws StartException if it cannot be done
         */
        int run(Deque<String> words, Path repository, PrintStream out) throws InterruptedException;
    }

    /** @param name as operators call it, such as {@code deploy/dead-letters} */
    public OperatorProgram(String name, Commands commands) {
        this.name = name;
        this.commands = commands;
    }

    /** Ends the process. */
    public void main(String[] arguments) throws InterruptedException {
        Path repository =
                Path.of(System.getProperty("campaignflows.repository", ".")).toAbsolutePath();
        System.exit(run(List.of(arguments), repository, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    private int run(List<String> arguments, Path repository, PrintStream out) throws InterruptedException {
        try {
            return commands.run(new ArrayDeque<>(arguments), repository, out);
        } catch (UsageException e) {
            System.err.println(name + ": " + e.getMessage());
            System.err.println("Try " + name + " --help");
            return USAGE;
        } catch (StartException e) {
            System.err.println(name + ": " + e.getMessage());
            return FAILED;
        }
    }
}
