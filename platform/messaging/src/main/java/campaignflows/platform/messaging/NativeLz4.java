package campaignflows.platform.messaging;

import java.util.concurrent.atomic.AtomicBoolean;
import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * Has Kafka's clients compress with the native library. They take it by themselves only if they were loaded by the system's
 * class loader, which in a Quarkus application they are not; then they compress in Java, several times slower. Where
 * the library cannot be loaded (no folder for temporary files, another processor), that is how it stays.
 */
final class NativeLz4 {
    private static final Logger LOG = Logger.getLogger(NativeLz4.class);
    private static final AtomicBoolean TRIED = new AtomicBoolean();

    private NativeLz4() {}

    /** Before the first client is made; more calls do nothing. */
    static void load() {
        if (TRIED.getAndSet(true)) {
            return;
        }
        try {
            Native.load();
        } catch (RuntimeException | LinkageError e) {
            LOG.infof(
                    "messages are compressed in Java, lz4's native library is not available cause=%s", e.getMessage());
        }
    }
}
