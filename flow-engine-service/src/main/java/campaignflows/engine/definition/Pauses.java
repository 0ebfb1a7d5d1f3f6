package campaignflows.engine.definition;

import java.time.Duration;

/** Waits on the thread of a batch, which is a virtual one. */
final class Pauses {
    private Pauses() {}

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DefinitionLateException("Interrupted while waiting for a definition");
        }
    }
}
