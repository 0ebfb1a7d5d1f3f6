package campaignflows.platform.web.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a service takes requests, as far as one of its callers knows, and the requests that wait for it while it takes none, as
 * while its only replica is being replaced.
 *
 * <p>While it is absent nothing but a probe is sent to it, one at a time, which does no harm when it is broken off: so no request
 * arrives at the very moment at which the listener closes. When it is back, those that waited go out in their order, a few at first and
 * one more for each that was answered, since a service that has just started is slow. One that has been away for longer than the
 * limit fails its requests at once, so that they do not pile up.
 */
public final class ServicePresence {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    /** What takes longer for its response no longer holds up those behind it. */
    private static final Duration LONGEST_PASS = Duration.ofSeconds(2);

    /** After which nothing is known of a service that was lost. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(5);
    private static final int FIRST_WINDOW = 2;

    private enum State {
        PRESENT,
        ABSENT,
        RETURNING,
        LOST
    }

    /** A request that is to be sent. One of the two is called once, from any thread. */
    public interface Waiting {
        /** It may be sent; the pass is closed with the response, or when there will be none. */
        void go(Pass pass);

        /** The service has been away for too long. */
        void giveUp();
    }

    /** Runs something later. */
    interface Timer {
        void after(Duration pause, Runnable action);
    }

    private final Duration limit;
    private final LongSupplier nanoTime;
    private final Timer timer;
    private final Supplier<CompletionStage<Boolean>> probe;
    private final BooleanSupplier ending;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private volatile State state = State.PRESENT;
    private long since;
    private Duration pause = FIRST_PAUSE;
    private int epoch;
    private int window;
    private int underWay;

    /**
     * The presence of one service.
     *
     * @param limit how long requests wait at most; zero: not at all
     * @param probe asks the service whether it takes requests, by one that changes nothing
     * @param ending whether this process is about to end, which waits for nobody
     */
    public ServicePresence(Duration limit, Supplier<CompletionStage<Boolean>> probe, BooleanSupplier ending) {
        this(limit, System::nanoTime, ServicePresence::later, probe, ending);
    }

    ServicePresence(
            Duration limit,
            LongSupplier nanoTime,
            Timer timer,
            Supplier<CompletionStage<Boolean>> probe,
            BooleanSupplier ending) {
        this.limit = checkedLimit(limit);
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.probe = probe;
        this.ending = ending;
    }

    /**
     * A limit that is allowed.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static Duration checkedLimit(Duration limit) {
        if (limit.isNegative() || limit.compareTo(LONGEST_LIMIT) > 0) {
            throw new IllegalArgumentException("Expected campaignflows.http.absence-wait of 0 to %s, but it is %s"
                    .formatted(LONGEST_LIMIT, limit));
        }
        return limit;
    }

    private static void later(Duration pause, Runnable action) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(action);
    }

    /** Whether a request may be sent without {@link #enter}. */
    public boolean isPresent() {
        return state == State.PRESENT;
    }

    /** Lets the request go now or once the service is back. */
    public void enter(Waiting request) {
        synchronized (this) {
            if (state == State.ABSENT || state == State.RETURNING) {
                waiting.add(request);
                return;
            }
        }
        request.go(Pass.NONE);
    }

    /** Notes that the service has certainly not taken a request; whether that one may {@link #enter} again. */
    public boolean notTaken() {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (limit.isZero() || ending.getAsBoolean() || (state == State.LOST && staysLost(now))) {
                return false;
            }
            if (state == State.ABSENT) {
                return true;
            }
            // What flickers has been away since it first was.
            since = state == State.RETURNING ? since : now;
            state = State.ABSENT;
            pause = FIRST_PAUSE;
            epoch++;
        }
        ask();
        return true;
    }

    /** A service that is asked for all the time stays lost until it responds. */
    private boolean staysLost(long now) {
        boolean stays = now - since <= SILENCE.toNanos();
        since = now;
        return stays;
    }

    /** Notes that the service has responded to a request. */
    public void taken() {
        if (state == State.LOST) {
            synchronized (this) {
                state = state == State.LOST ? State.PRESENT : state;
            }
        }
    }

    private void ask() {
        probe.get().whenComplete((takes, failure) -> asked(failure == null && takes));
    }

    private void asked(boolean takes) {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (takes) {
                state = State.RETURNING;
                window = FIRST_WINDOW;
                underWay = 0;
                release(next);
            } else if (now - since >= limit.toNanos() || ending.getAsBoolean()) {
                state = State.LOST;
                since = now;
                waiting.forEach(request -> next.add(request::giveUp));
                waiting.clear();
            } else {
                Duration current = pause;
                Duration longer = current.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                next.add(() -> timer.after(current, this::ask));
            }
        }
        next.forEach(Runnable::run);
    }

    private void release(List<Runnable> next) {
        while (underWay < window && !waiting.isEmpty()) {
            underWay++;
            Waiting request = waiting.remove();
            int itsEpoch = epoch;
            Pass pass = new Pass(wider -> passed(itsEpoch, wider));
            next.add(() -> {
                timer.after(LONGEST_PASS, pass::late);
                request.go(pass);
            });
        }
        if (waiting.isEmpty()) {
            state = State.PRESENT;
        }
    }

    private void passed(int itsEpoch, int wider) {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            if (state == State.RETURNING && itsEpoch == epoch) {
                underWay--;
                window += wider;
                release(next);
            }
        }
        next.forEach(Runnable::run);
    }

    /** What a request holds that was let go while others wait behind it. */
    public static final class Pass implements AutoCloseable {
        /** Of a request behind which nobody waits. */
        public static final Pass NONE = new Pass(wider -> {});

        private final AtomicBoolean open = new AtomicBoolean(true);
        private final IntConsumer passed;

        private Pass(IntConsumer passed) {
            this.passed = passed;
        }

        private void late() {
            end(0);
        }

        @Override
        public void close() {
            end(1);
        }

        private void end(int wider) {
            if (open.getAndSet(false)) {
                passed.accept(wider);
            }
        }
    }
}
