package campaignflows.local.child;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Ends this process when the launcher is gone. Standard input is a pipe whose other end only the launcher holds, so the
 * system closes it however the launcher ends; nothing is ever written to it.
 */
public final class ParentProcessWatch {
    /** Exit code of a child whose launcher is gone. */
    static final int LAUNCHER_GONE = 75;

    private static final Duration GRACE = Duration.ofSeconds(4);

    private ParentProcessWatch() {}

    /** Watches standard input from now on, on a thread of its own. */
    public static void start() {
        daemon("parent-watch", () -> {
            awaitEnd(System.in);
            daemon("parent-watch-halt", ParentProcessWatch::haltAfterGrace);
            System.exit(LAUNCHER_GONE);
        });
    }

    private static void awaitEnd(InputStream input) {
        byte[] ignored = new byte[64];
        try {
            while (input.read(ignored) >= 0) {
                // whatever comes is of no interest, only the end is
            }
        } catch (IOException e) {
            // a broken pipe is an end too
        }
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(LAUNCHER_GONE);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
