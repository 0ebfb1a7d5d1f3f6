package campaignflows.engine.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A producer of transactions. Records reach the broker some time after they were sent, at the latest before the commit. The
 * answer to a commit may be lost, or the request, or the request comes late.
 */
final class SimulatedProducer {
    private final String id;
    private final Kafka kafka;
    private final Deque<ProducerRecord<String, byte[]>> sent = new ArrayDeque<>();
    private int epoch;
    private @Nullable RuntimeException failure;

    SimulatedProducer(String id, Kafka kafka) {
        this.id = id;
        this.kafka = kafka;
    }

    public void initTransactions() {
        reach();
        while (!kafka.broker().fence(id)) {
            kafka.schedule().pause();
        }
        epoch = kafka.broker().begin(id);
        reach();
    }

    public void beginTransaction() {}

    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        sent.add(record);
        if (kafka.schedule().oneIn(3)) {
            flush();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** What goes wrong shows at the commit. */
    private void flush() {
        if (failure != null) {
            return;
        }
        try {
            kafka.schedule().await(() -> !kafka.broker().isBusy(id, epoch));
            while (!sent.isEmpty()) {
                kafka.broker().append(id, epoch, sent.remove());
                if (kafka.schedule().oneIn(3)) {
                    kafka.schedule().pause();
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    public void commitTransaction() {
        flush();
        if (failure != null) {
            throw failure;
        }
        reach();
        switch (kafka.chaos().answer()) {
            case NONE -> kafka.broker().end(id, epoch, true);
            case LOST -> throw new TimeoutException("The commit was lost");
            case ANSWER_LOST -> {
                kafka.broker().end(id, epoch, true);
                throw new TimeoutException("The answer to the commit was lost");
            }
            case LATE -> {
                int mine = epoch;
                kafka.broker().later(() -> {
                    try {
                        kafka.broker().end(id, mine, true);
                    } catch (RuntimeException fenced) {
                        // Nobody waits for this answer any more.
                    }
                });
                throw new TimeoutException("The commit is on its way for too long");
            }
        }
        reach();
    }

    private void reach() {
        kafka.schedule().pause();
    }

    public void close(Duration time) {}

    public void close() {}
}
