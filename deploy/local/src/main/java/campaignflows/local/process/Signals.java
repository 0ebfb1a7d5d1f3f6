package campaignflows.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks processes to end, kindly or not. Java can send SIGTERM and SIGKILL itself; SIGINT goes through the shell. */
final class Signals {
    private static final Duration POLL = Duration.ofMillis(20);

    private Signals() {}

    static void request(ProcessHandle process, ChildSpec.StopRequest request) {
        switch (request) {
            case TERMINATE -> process.destroy();
            case INTERRUPT -> interrupt(process);
        }
    }

    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** Waits until all are gone; whether they were in time. */
    static boolean awaitGone(List<ProcessHandle> processes, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (Instant.now().isAfter(deadline) || !pause(POLL)) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
