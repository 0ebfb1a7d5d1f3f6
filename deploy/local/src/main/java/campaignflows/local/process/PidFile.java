package campaignflows.local.process;

import campaignflows.local.data.PrivateFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file {@code pids}: a line {@code name pid} for each child. Beside it a hidden file also has their start times, by
 * which a later launcher distinguishes a child left running from an unrelated process with the same pid.
 */
public final class PidFile {
    static final String STARTS = ".processes";

    private final Path file;
    private final Map<String, ProcessHandle> children = new LinkedHashMap<>();
    private final Map<String, ProcessHandle> hidden = new LinkedHashMap<>();

    public PidFile(Path file) {
        this.file = file;
    }

    /** A child was started; a restarted one takes its old line. */
    synchronized void put(String name, ProcessHandle process) {
        children.put(name, process);
        write();
    }

    /** A helper that is no part of the system, listed only for those who clean up. */
    synchronized void putHidden(String name, ProcessHandle process) {
        hidden.put(name, process);
        write();
    }

    /** All have ended. */
    public synchronized void clear() {
        children.clear();
        hidden.clear();
        write();
    }

    private void write() {
        StringBuilder starts = new StringBuilder();
        hidden.forEach((name, process) -> starts.append(line(name, process)));
        children.forEach((name, process) -> starts.append(line(name, process)));
        PrivateFiles.write(startsOf(file), starts.toString());
        StringBuilder pids = new StringBuilder();
        children.forEach((name, process) ->
                pids.append(name).append(' ').append(process.pid()).append('\n'));
        PrivateFiles.write(file, pids.toString());
    }

    private static String line(String name, ProcessHandle process) {
        return name + " " + process.pid() + " " + startOf(process) + "\n";
    }

    /** The system's own start time of a process, in milliseconds, 0 if unknown. */
    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static Path startsOf(Path pids) {
        return pids.resolveSibling(STARTS);
    }
}
