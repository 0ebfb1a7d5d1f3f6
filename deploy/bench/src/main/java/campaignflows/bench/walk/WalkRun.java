package campaignflows.bench.walk;

import campaignflows.bench.Processes;
import campaignflows.e2e.client.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures one backlog's way: from the moment at which it can be seen to the last command on its topic. */
final class WalkRun {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 40;
    private static final int DATABASE_EVERY = 5;

    private final Broker broker;
    private final ParticipantDatabase database;
    private final Processes processes;
    private final Backlog backlog;
    private final BenchParticipants participants;
    private int next;

    WalkRun(
            Broker broker,
            ParticipantDatabase database,
            Processes processes,
            Backlog backlog,
            BenchParticipants participants) {
        this.broker = broker;
        this.database = database;
        this.processes = processes;
        this.backlog = backlog;
        this.participants = participants;
    }

    /**
     * One measurement.
     *
     * @param from    where the events begin in each partition
     * @param to      where they end
     * @param seconds to the last command
     * @param drained seconds until what the walks themselves caused was walked too
     * @param outputs what came of it, by topic; without records where they were not read
     * @param usage   of processor time, to the last command or a tenth of a second longer
     */
    record Measured(
            int events,
            Broker.Ends from,
            Broker.Ends to,
            double seconds,
            double drained,
            List<Outputs> outputs,
            Processes.Usage usage) {
        double eventsPerSecond() {
            return events / seconds;
        }

        Outputs output(String topic) {
            return outputs.stream()
                    .filter(each -> each.topic().equals(topic))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How many events can still be had. */
    int left() {
        return participants.size() - next;
    }

    /** Has the events of the next participants walked. */
    Measured measure(int events) throws SQLException {
        if (events > left()) {
            throw new IllegalStateException("Expected " + events + " participants more, but there are " + left());
        }
        Broker.Ends eventsFrom = broker.ends(Broker.EVENTS);
        backlog.write(participants, next, next + events);
        next += events;
        Broker.Ends to = broker.writtenEnds(Broker.EVENTS);
        database.settle();
        Broker.Ends commandsFrom = broker.ends(Broker.COMMANDS);
        Broker.Ends walksFrom = broker.ends(Broker.WALKS);
        Processes.Usage before = processes.usage();
        long since = System.nanoTime();
        backlog.release();
        long last = lastCommand(to, commandsFrom.sum());
        Processes.Usage usage = processes.usage().since(before);
        Await.until("the end of what the walks caused", LIMIT, () -> isDone(broker.ends(Broker.EVENTS)), done -> done);
        double drained = (System.nanoTime() - since) / 1e9;
        String servers = broker.servers();
        List<Outputs> outputs = List.of(
                Outputs.between(servers, Broker.COMMANDS, commandsFrom, broker.ends(Broker.COMMANDS)),
                Outputs.between(servers, Broker.WALKS, walksFrom, broker.ends(Broker.WALKS)),
                Outputs.between(servers, Broker.EVENTS, to, broker.ends(Broker.EVENTS)));
        return new Measured(events, eventsFrom, to, (last - since) / 1e9, drained, outputs, usage);
    }

    /** The moment at which the topic of commands was seen to have grown for the last time. */
    private long lastCommand(Broker.Ends goal, long before) throws SQLException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long sum = before;
        long last = System.nanoTime();
        for (int look = 0; System.nanoTime() < deadline; look++) {
            boolean done = look % DATABASE_EVERY == 0 && isDone(goal);
            long now = broker.ends(Broker.COMMANDS).sum();
            if (now != sum) {
                sum = now;
                last = System.nanoTime();
            }
            if (done) {
                return last;
            }
            rest();
        }
        throw new IllegalStateException("The events were not walked within " + LIMIT);
    }

    private boolean isDone(Broker.Ends goal) {
        try {
            return database.isDone(goal);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
