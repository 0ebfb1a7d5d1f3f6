package campaignflows.local.process;

import campaignflows.local.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends what an earlier launcher on the same data folder left running, if it and its watchdog died together. Called with
 * the folder's lock held, so nobody else owns these processes.
 */
public final class OrphanedProcesses {
    private static final Duration GRACE = Duration.ofSeconds(6);
    private static final Duration KILL_GRACE = Duration.ofSeconds(3);

    private OrphanedProcesses() {}

    private record Leftover(String name, ProcessHandle process) {}

    /** Ends them and returns when they are gone. */
    public static void end(Path pids, Consumer<String> say) {
        List<Leftover> found = find(PidFile.startsOf(pids));
        // First, and at once: a watchdog at work would not stop at the old children.
        found.stream()
                .filter(one -> one.name().equals(Watchdog.NAME))
                .forEach(one -> one.process().destroyForcibly());
        List<Leftover> children =
                found.stream().filter(one -> !one.name().equals(Watchdog.NAME)).toList();
        if (children.isEmpty()) {
            return;
        }
        say.accept("Ending what an earlier run left behind: "
                + String.join(", ", children.stream().map(Leftover::name).toList()));
        List<ProcessHandle> processes = children.stream().map(Leftover::process).toList();
        children.forEach(one -> Signals.request(
                one.process(),
                one.name().equals("postgres") ? ChildSpec.StopRequest.INTERRUPT : ChildSpec.StopRequest.TERMINATE));
        if (!Signals.awaitGone(processes, GRACE)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            if (!Signals.awaitGone(processes, KILL_GRACE)) {
                throw new StartException("Processes of an earlier run on this data folder cannot be ended: "
                        + processes.stream()
                                .filter(ProcessHandle::isAlive)
                                .map(ProcessHandle::pid)
                                .toList());
            }
        }
    }

    private static List<Leftover> find(Path starts) {
        List<Leftover> found = new ArrayList<>();
        if (Files.exists(starts)) {
            try {
                for (String line : Files.readAllLines(starts)) {
                    parse(line).ifPresent(found::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + starts, e);
            }
        }
        return found;
    }

    private static Optional<Leftover> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,10}") || !parts[2].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long start = Long.parseLong(parts[2]);
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> start != 0 && PidFile.startOf(process) == start)
                .map(process -> new Leftover(parts[0], process));
    }
}
