package campaignflows.upload.importing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long a worker goes on with an upload: for its turn, and for another one at once while nothing speaks against it. */
final class ImportTurn {
    private final int mostChunks;
    private final Duration length;
    private final BooleanSupplier mayGoOn;
    private int chunks;
    private long begun = System.nanoTime();

    /**
     * A turn that begins now.
     *
     * @param mayGoOn whether another turn may follow at once
     */
    ImportTurn(int mostChunks, Duration length, BooleanSupplier mayGoOn) {
        this.mostChunks = mostChunks;
        this.length = length;
        this.mayGoOn = mayGoOn;
    }

    /** Whether another chunk follows the one that is to be imported now; to be called once for each. */
    boolean goesOn() {
        chunks++;
        if (chunks < mostChunks && System.nanoTime() - begun <= length.toNanos()) {
            return true;
        }
        if (!mayGoOn.getAsBoolean()) {
            return false;
        }
        chunks = 0;
        begun = System.nanoTime();
        return true;
    }
}
