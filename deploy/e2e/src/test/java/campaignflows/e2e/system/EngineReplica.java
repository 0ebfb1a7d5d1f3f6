package campaignflows.e2e.system;

import campaignflows.e2e.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A second engine beside that of a system, started as that one is but for its ports, that can be stopped in its tracks and
 * go on as if nothing had been. It ends with this process at the latest.
 */
public final class EngineReplica implements AutoCloseable {
    private static final String ENGINE = "flow-engine-service";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final ServiceReplica replica;
    private final Process process;

    private EngineReplica(ServiceReplica replica) {
        this.replica = replica;
        this.process = replica.process();
    }

    /** A replica of the system's engine, ready, with partitions of its own. */
    public static EngineReplica start(LocalSystem system) {
        try {
            EngineReplica replica = new EngineReplica(ServiceReplica.launch(system, ENGINE));
            Await.until("partitions of the second engine", START_LIMIT, replica::partitions, partitions -> {
                if (!replica.process.isAlive()) {
                    throw new AssertionError("Expected a second engine, but it ended");
                }
                return partitions > 0;
            });
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many partitions it walks, as it says itself; 0 if it does not answer. */
    public long partitions() {
        return metric("campaignflows_engine_partitions");
    }

    /** How many batches turned out to have been committed by another engine. */
    public long positionsElsewhere() {
        return metric("campaignflows_engine_positions_moved_total");
    }

    private long metric(String name) {
        try {
            return replica.management()
                    .text("/q/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(0L);
        } catch (UncheckedIOException | AssertionError notYet) {
            return 0;
        }
    }

    /** Has it stand still: it holds what it holds, and does not know that time goes by. */
    public void freeze() {
        signal("STOP");
    }

    /** Has it go on where it stood. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("Expected kill -" + name + " to succeed, but it said " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Expected a killed engine to end, but it lives on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
