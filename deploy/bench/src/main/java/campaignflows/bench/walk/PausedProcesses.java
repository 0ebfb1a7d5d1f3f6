package campaignflows.bench.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The processes that have no part in a walk. While they are held they use nothing; otherwise the measured system would share
 * its processors with what becomes of its own output, and the floors would not.
 */
final class PausedProcesses implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("campaign-service", "communication-service", "upload-service", "api-gateway", "mail");

    private final List<Long> pids = new ArrayList<>();
    private boolean held;

    PausedProcesses(Map<String, Long> all) {
        NAMES.forEach(name -> {
            Long pid = all.get(name);
            if (pid != null) {
                pids.add(pid);
            }
        });
        // A suspended process would not receive the signal to end.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    void hold() {
        held = true;
        pids.forEach(pid -> signal("STOP", pid));
    }

    @Override
    public void close() {
        if (held) {
            held = false;
            pids.forEach(pid -> signal("CONT", pid));
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
