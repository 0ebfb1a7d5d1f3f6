package campaignflows.local.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Merges the output of all processes into one log with the process's name on each line, and keeps a file for each. A
 * reader that is slow or gone never holds up a process: then lines are left out on the terminal (and counted), while the
 * files have them all.
 */
public final class CombinedLog implements AutoCloseable {
    static final long FILE_BOUND = 10L * 1024 * 1024;
    static final int MAX_LINE = 8 * 1024;
    private static final int MAX_WAITING = 10_000;
    private static final int NAME_WIDTH = 21;
    private static final String OWN_NAME = "deploy/up";
    private static final String END = "\0end";

    private final Path folder;
    private final PrintStream terminal;
    private final boolean colour;
    private final Map<String, LogFile> files = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong left = new AtomicLong();
    private final Thread printer = new Thread(this::print, "journal");

    public CombinedLog(Path folder, PrintStream terminal, boolean colour) {
        this.folder = folder;
        this.terminal = terminal;
        this.colour = colour;
        printer.setDaemon(true);
        printer.start();
    }

    /** Opens the file of a process, so that its output cannot be the first to need it once the log is closed. */
    public void open(String name) {
        file(name);
    }

    /** Copies a process's output until it ends. */
    public void copy(String name, InputStream output) {
        LogFile file = file(name);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = readLine(reader); line != null; line = readLine(reader)) {
                file.append(line, !reader.ready());
                show(name, line);
            }
        } catch (IOException e) {
            // the process is gone, and its output with it
        }
    }

    /** Like {@link BufferedReader#readLine()}, but in pieces of bounded size. */
    private static @Nullable String readLine(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() >= MAX_LINE) {
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** A line of the launcher's own; never left out. */
    public void say(String line) {
        file("launcher").append(line, true);
        waiting.add(prefix(OWN_NAME) + line);
    }

    /** A line of the launcher's own, without a name in front: what a newcomer is to read. */
    public void announce(String line) {
        file("launcher").append(line, true);
        waiting.add(line);
    }

    private void show(String name, String line) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(prefix(name) + line);
        } else {
            left.incrementAndGet();
        }
    }

    private String prefix(String name) {
        String padded = name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
        if (!colour) {
            return padded + " | ";
        }
        int shade = 31 + Math.floorMod(name.hashCode(), 6);
        return "\u001b[" + shade + "m" + padded + " |\u001b[0m ";
    }

    private LogFile file(String name) {
        return files.computeIfAbsent(name, key -> new LogFile(folder.resolve(key + ".log"), FILE_BOUND));
    }

    private void print() {
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                terminal.println(line);
                long missing = left.getAndSet(0);
                if (missing > 0) {
                    terminal.println(
                            prefix(OWN_NAME) + missing + " lines left out here; the files in " + folder + " have them");
                }
                if (waiting.isEmpty()) {
                    terminal.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.flush();
    }

    /** Prints what waits, for a second at most, and closes the files. */
    @Override
    public void close() {
        waiting.add(END);
        try {
            printer.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.values().forEach(LogFile::close);
    }
}
