package campaignflows.upload.importing;

import campaignflows.upload.UploadConfig;
import java.util.function.BooleanSupplier;

/** How long a worker goes on with an upload: for its turn, and for another one at once while nothing speaks against it. */
final class ImportTurn {
    private final UploadConfig config;
    private final BooleanSupplier mayGoOn;
    private int chunks;
    private long begun = System.nanoTime();

    ImportTurn(UploadConfig config, BooleanSupplier mayGoOn) {
        this.config = config;
        this.mayGoOn = mayGoOn;
    }

    /** Whether another chunk follows the one that is to be imported now; to be called once for each. */
    boolean goesOn() {
        chunks++;
        if (chunks < config.chunksPerTurn()
                && System.nanoTime() - begun <= config.turn().toNanos()) {
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
