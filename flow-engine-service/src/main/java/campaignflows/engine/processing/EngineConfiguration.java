package campaignflows.engine.processing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the engine works through its events. */
@ConfigMapping(prefix = "campaignflows.engine")
public interface EngineConfiguration {

    /** The most events of one partition that are walked at once. */
    @WithDefault("2000")
    @Min(1)
    @Max(5_000)
    int batchRecords();

    /** About the most bytes of events of one partition that are walked at once. */
    @WithDefault("1000000")
    @Min(1)
    @Max(16_000_000)
    long batchBytes();

    /** About how large a commit may be, in bytes, before the rest of its batch is left to another one. */
    @WithDefault("2000000")
    @Min(1)
    @Max(8_000_000)
    long commitBytes();

    /**
     * How many partitions are walked at the same time; 0 for as many as there are processors, but two at least. More are not
     * faster, since what is under way has to be held in memory.
     */
    @WithDefault("0")
    @Min(0)
    @Max(48)
    int parallelPartitions();

    /** On how many threads simulations and forecasts are made, apart from those of real walks. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int simulationThreads();

    /** How long a batch waits for a definition that is late before its partition is put back. */
    @WithDefault("2s")
    Duration definitionWait();

    /** How long a call of participant-service may take. */
    @WithDefault("10s")
    Duration callTimeout();
}
