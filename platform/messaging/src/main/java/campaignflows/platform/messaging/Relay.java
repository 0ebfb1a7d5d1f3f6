package campaignflows.platform.messaging;

import campaignflows.platform.contracts.OutboxRelays;
import campaignflows.platform.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;

/**
 * Publishes one shard of the outbox, in order, each row exactly once.
 *
 * <p>What holds: only the holder of the shard's lock publishes; a transaction in Kafka contains the messages of some rows
 * and, on {@code outbox-positions}, which rows these are; the next transaction begins only after their delete is durable.
 * So at most one batch is ever published and not deleted, and the last record names it. Whoever takes over fences its
 * predecessor first ({@code initTransactions} ends its open transaction), then deletes what that record names. Any failure,
 * an unknown outcome of a commit included, is handled by giving up producer and lock and taking over again.
 */
public final class Relay implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    /** For rows without a notification: their writer died right after the commit, or its notification was lost. */
    private static final Duration FALLBACK_POLL = Duration.ofSeconds(1);

    private static final Duration STANDBY_POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_PRODUCER = Duration.ofMillis(1_500);
    private static final Duration CLOSE_THREAD = Duration.ofMillis(2_500);

    /** Where a relay stands. STANDBY: another replica holds the shard. */
    public enum State {
        STARTING,
        STANDBY,
        RUNNING,
        FAILING,
        CLOSED
    }

    private final String name;
    private final String service;
    private final int shard;
    private final OutboxRows.Source outbox;
    private final KafkaClients kafka;
    private final OutboxSignal signal;
    private final Scheduling scheduling;
    private final Tracing tracing;
    private final Consumer<RelayStep> steps;
    private final Thread thread;
    private volatile State state = State.STARTING;
    private volatile boolean wasReady;
    private volatile long failingSince;
    private final StopSignal stop = new StopSignal();
    private volatile boolean crashed;

    public Relay(
            String service,
            int shard,
            OutboxRows.Source outbox,
            KafkaClients kafka,
            OutboxSignal signal,
            Scheduling scheduling) {
        this(service, shard, outbox, kafka, signal, scheduling, Tracing.OFF, step -> {});
    }

    /** As the others, with the traces of the service. */
    Relay(
            String service,
            int shard,
            OutboxRows.Source outbox,
            KafkaClients kafka,
            OutboxSignal signal,
            Tracing tracing) {
        this(service, shard, outbox, kafka, signal, Scheduling.REAL, tracing, step -> {});
    }

    /** @param steps is notified of each step before the next one */
    public Relay(
            String service,
            int shard,
            OutboxRows.Source outbox,
            KafkaClients kafka,
            OutboxSignal signal,
            Scheduling scheduling,
            Consumer<RelayStep> steps) {
        this(service, shard, outbox, kafka, signal, scheduling, Tracing.OFF, steps);
    }

    private Relay(
            String service,
            int shard,
            OutboxRows.Source outbox,
            KafkaClients kafka,
            OutboxSignal signal,
            Scheduling scheduling,
            Tracing tracing,
            Consumer<RelayStep> steps) {
        this.name = OutboxRelays.name(service, shard);
        this.service = service;
        this.shard = shard;
        this.outbox = outbox;
        this.kafka = kafka;
        this.signal = signal;
        this.scheduling = scheduling;
        this.tracing = tracing;
        this.steps = steps;
        this.thread = Thread.ofPlatform().name("outbox-relay-" + shard).daemon().unstarted(this);
    }

    public void start() {
        thread.start();
    }

    public State state() {
        return state;
    }

    /** Whether it has come to publish, or to wait for the holder of its shard, at least once, and its thread lives. */
    public boolean isReady() {
        return wasReady && thread.isAlive();
    }

    /** Tells how long it has tried in vain to take its shard over, if that is at least this time. */
    Optional<Stall> stalled(Duration limit) {
        var failing = Duration.ofNanos(scheduling.nanoTime() - failingSince);
        return state == State.FAILING && failing.compareTo(limit) >= 0
                ? Optional.of(new Stall("relay=" + name + " fails", failing))
                : Optional.empty();
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stop.isGiven()) {
            try {
                takeOverAndServe();
                failures = 0;
            } catch (InterruptedException | InterruptException interrupted) {
                LOG.debugf("relay interrupted relay=%s", name);
                stop.stop();
            } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
                failures = 1;
                LOG.warnf("relay fenced, gives its lock up relay=%s", name);
                pause(failures);
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                if (!stop.isGiven()) {
                    failures = state == State.RUNNING ? 1 : failures + 1;
                    LOG.errorf(e, "relay failed, takes over again relay=%s failures=%d", name, failures);
                    pause(failures);
                }
            } catch (Error e) {
                crashed = true;
                LOG.errorf(e, "relay died relay=%s", name);
                return;
            }
        }
        state = State.CLOSED;
    }

    private void takeOverAndServe() throws InterruptedException {
        try (var rows = outbox.open(shard)) {
            UUID identity = rows.identity();
            while (!rows.tryLock()) {
                become(State.STANDBY);
                if (scheduling.pause(stop, STANDBY_POLL)) {
                    return;
                }
            }
            steps.accept(RelayStep.LOCKED);
            serve(rows, identity);
        }
    }

    private void serve(OutboxRows rows, UUID identity) throws InterruptedException {
        var positions = new PositionsTopic(kafka, scheduling, name, Shards.positionsPartition(service, shard));
        Producer<String, byte[]> producer = kafka.transactionalProducer(name);
        boolean orderly = false;
        try {
            producer.initTransactions();
            steps.accept(RelayStep.FENCED_PREDECESSOR);
            var published = positions.last().flatMap(last -> last.of(identity));
            if (published.isPresent()) {
                int deleted = rows.delete(published.get());
                if (deleted > 0) {
                    LOG.infof("relay settled published rows relay=%s rows=%d", name, deleted);
                }
            }
            steps.accept(RelayStep.SETTLED);
            signal.hold(shard, true);
            become(State.RUNNING);
            LOG.infof("relay publishes relay=%s", name);
            publishUntilClosed(
                    rows,
                    new OutboxPublisher(
                            name,
                            service + "/" + shard,
                            identity,
                            positions,
                            producer,
                            published.orElseGet(List::of),
                            tracing,
                            steps));
            orderly = true;
        } finally {
            signal.hold(shard, false);
            producer.close(orderly ? CLOSE_PRODUCER : Duration.ZERO);
        }
    }

    private void publishUntilClosed(OutboxRows rows, OutboxPublisher publisher) throws InterruptedException {
        while (!stop.isGiven()) {
            OutboxRows.Batch batch = rows.next();
            if (!batch.rows().isEmpty()) {
                steps.accept(RelayStep.ROWS_READ);
                rows.delete(publisher.publish(batch.rows()));
                steps.accept(RelayStep.DELETED);
            }
            if (batch.complete()) {
                scheduling.awaitNews(signal, shard, FALLBACK_POLL);
            }
        }
    }

    private void become(State next) {
        state = next;
        wasReady = true;
    }

    private void pause(int failures) {
        if (state != State.FAILING) {
            failingSince = scheduling.nanoTime();
            state = State.FAILING;
        }
        try {
            scheduling.awaitNews(signal, shard, Backoff.DEFAULT.after(failures));
        } catch (InterruptedException e) {
            stop.stop();
        }
    }

    /** Ends the current batch if that is quick, then gives producer and lock up. */
    @Override
    public void close() {
        requestClose();
        awaitClosed();
    }

    void requestClose() {
        stop.stop();
        signal.wakeUp(shard);
    }

    void awaitClosed() {
        Threads.join(thread, CLOSE_THREAD);
    }

    /** Whether it died of an error that it must not catch. */
    public boolean crashed() {
        return crashed;
    }
}
