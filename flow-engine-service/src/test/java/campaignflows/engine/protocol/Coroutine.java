package campaignflows.engine.protocol;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs until it yields and goes on when it is resumed. It has a thread of its own only because it needs a stack:
 * of all coroutines of a schedule and the scheduler itself exactly one runs at any time, and which one is decided by the
 * scheduler alone.
 */
final class Coroutine {
    private final Thread thread;
    private final Runnable body;
    private volatile boolean running;
    private volatile boolean ended;
    private volatile boolean killed;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread resumer;

    Coroutine(Runnable body) {
        this.body = body;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    private void run() {
        try {
            body.run();
        } catch (Crash crash) {
            // The process that it belonged to is gone.
        } catch (Throwable e) {
            failure = e;
        }
        ended = true;
        handBack();
    }

    private void handBack() {
        Thread next = resumer;
        running = false;
        LockSupport.unpark(next);
    }

    /** Runs it until it yields or ends; what it throws is thrown here. */
    void resume() {
        resumer = Thread.currentThread();
        running = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (running) {
            LockSupport.park(this);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown instanceof Error error ? error : new AssertionError("A coroutine failed", thrown);
        }
    }

    /** Hands control back; to be called by the coroutine itself. */
    void yield() {
        handBack();
        while (!running) {
            LockSupport.park(this);
        }
        if (killed) {
            throw new Crash();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Ends it where it stands: its stack is unwound, and nothing that it calls meanwhile has an effect. */
    void kill() {
        killed = true;
        if (thread.getState() == Thread.State.NEW) {
            ended = true;
        } else if (!ended) {
            resume();
        }
    }

    /** The end of a process, as the code that runs in it sees it: not at all. No production code catches it and goes on. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crashed", null, false, false);
        }
    }
}
