package campaignflows.platform.testkit;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Servers that a JVM starts once, whatever class loaders its tests run in: their address is kept in a system property.
 * They end with the JVM.
 */
final class Shared {

    private static final Object LOCK = Runtime.getRuntime();

    private Shared() {}

    static String once(String property, Callable<String> start) {
        synchronized (LOCK) {
            @Nullable String known = System.getProperty(property);
            if (known != null) {
                return known;
            }
            try {
                String started = start.call();
                System.setProperty(property, started);
                return started;
            } catch (Exception e) {
                throw new IllegalStateException("Expected a server for the tests", e);
            }
        }
    }

    static void atExit(String name, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, name));
    }

    /** Whether the servers come from images, as -Dtestcontainers asks. */
    static boolean containers() {
        String value = System.getProperty("testcontainers");
        return value != null && !value.equals("false");
    }
}
