package campaignflows.bench.walk;

import campaignflows.bench.Processes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The floors: what reading these events and putting out these records costs on this broker, and on this broker and this
 * database together, with nothing thought in between. Each runs as one loop and as two; the faster one counts.
 */
final class WalkFloor {
    private static final String TOPIC = "bench-";

    private final Broker broker;
    private final ParticipantDatabase database;
    private final Processes processes;

    WalkFloor(Broker broker, ParticipantDatabase database, Processes processes) {
        this.broker = broker;
        this.database = database;
        this.processes = processes;
        List.of(Broker.EVENTS, Broker.COMMANDS, Broker.WALKS).forEach(topic -> broker.create(TOPIC + topic));
    }

    /**
     * One measurement.
     *
     * @param loops   that worked at the same time
     * @param records that were put out
     * @param bytes   of their values
     */
    record Measured(int loops, long events, double seconds, long records, long bytes, Processes.Usage usage) {
        double eventsPerSecond() {
            return events / seconds;
        }
    }

    /** Reads what the run read, puts out as much as came of it. */
    Measured measure(WalkRun.Measured run, boolean withDatabase, int loops) throws SQLException {
        List<FloorOutput> outputs = run.outputs().stream()
                .map(each -> new FloorOutput(TOPIC + each.topic(), (double) each.records() / run.events(), each.some()))
                .toList();
        FloorTransaction.prepare(database);
        database.settle();
        List<FloorLoop> all = new ArrayList<>();
        List<FloorTransaction> transactions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(loops)) {
            for (int number = 0; number < loops; number++) {
                FloorTransaction transaction = withDatabase ? new FloorTransaction(database.open()) : null;
                if (transaction != null) {
                    transactions.add(transaction);
                }
                all.add(new FloorLoop(broker.servers(), number, loops, run.from(), run.to(), outputs, transaction));
            }
            Processes.Usage before = processes.usage();
            long since = System.nanoTime();
            List<Future<Long>> done =
                    all.stream().map(loop -> threads.submit(loop::run)).toList();
            long events = 0;
            for (Future<Long> each : done) {
                events += answer(each);
            }
            double seconds = (System.nanoTime() - since) / 1e9;
            return new Measured(
                    loops,
                    events,
                    seconds,
                    outputs.stream().mapToLong(FloorOutput::records).sum(),
                    outputs.stream().mapToLong(FloorOutput::bytes).sum(),
                    processes.usage().since(before));
        } finally {
            all.forEach(FloorLoop::close);
            for (FloorTransaction transaction : transactions) {
                transaction.close();
            }
            FloorTransaction.drop(database);
        }
    }

    private static long answer(Future<Long> loop) {
        try {
            return loop.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A floor failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
