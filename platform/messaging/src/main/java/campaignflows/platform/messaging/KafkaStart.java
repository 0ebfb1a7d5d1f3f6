package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the work with Kafka as soon as the cluster responds and passes the checks. Until then the service is up and serves what
 * it can, though it is not ready; it ends only when the time is over, or when the cluster fails the checks.
 */
final class KafkaStart {

    private static final Logger LOG = Logger.getLogger(KafkaStart.class);
    private static final Duration CLOSE = Duration.ofMillis(200);

    private final KafkaConnection kafka;
    private final Duration limit;
    private final Runnable begin;
    private final Consumer<String> giveUp;
    private final long since = System.nanoTime();
    private int failures;
    private final StopSignal stop = new StopSignal();
    private volatile @Nullable Thread waiter;

    /**
     * @param begin is run once, when Kafka responds
     * @param giveUp receives the reason why it is never begun
     */
    KafkaStart(KafkaConnection kafka, Duration limit, Runnable begin, Consumer<String> giveUp) {
        this.kafka = kafka;
        this.limit = limit;
        this.begin = begin;
        this.giveUp = giveUp;
    }

    /**
     * Tries once; retries on a thread of its own.
     *
     * @throws IllegalStateException if the cluster responds and fails the checks
     */
    void start() throws InterruptedException {
        if (!tryOnce()) {
            waiter = Thread.ofPlatform().name("kafka-start").daemon().start(this::keepTrying);
        }
    }

    private boolean tryOnce() throws InterruptedException {
        try {
            TopicCheck.run(kafka);
        } catch (KafkaException e) {
            failures++;
            LOG.warnf("kafka does not respond yet, waiting for it cause=%s", e.getMessage());
            return false;
        }
        begin.run();
        return true;
    }

    private void keepTrying() {
        try {
            while (!stop.pause(Backoff.DEFAULT.after(failures))) {
                if (System.nanoTime() - since > limit.toNanos()) {
                    giveUp.accept("Expected Kafka to answer within " + limit.toSeconds()
                            + " s, but it did not: is kafka.bootstrap.servers right and the broker up?");
                    return;
                }
                if (tryOnce()) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            LOG.debug("the wait for kafka ends with the service");
        } catch (RuntimeException | Error e) {
            giveUp.accept(String.valueOf(e.getMessage()));
        }
    }

    void close() {
        Thread running = waiter;
        stop.stop();
        if (running != null) {
            Threads.join(running, CLOSE);
        }
    }
}
