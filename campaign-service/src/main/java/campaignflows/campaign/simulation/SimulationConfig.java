package campaignflows.campaign.simulation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much is simulated, and for how long. */
@ConfigMapping(prefix = "campaignflows.campaign.simulation")
public interface SimulationConfig {

    /** How long a forecast may take, from the request's last byte or its first participant; below the gateway's patience. */
    @WithDefault("50s")
    Duration deadline();

    /** The largest file of a forecast. What its rows come to is held in memory once, by participant-service. */
    @WithDefault("33554432")
    @Min(1)
    @Max(1L << 30)
    long maxFileBytes();

    /** How many forecasts a replica runs at once; others wait ten seconds, then get 503. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int atOnce();
}
