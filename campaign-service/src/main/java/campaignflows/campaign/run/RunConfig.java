package campaignflows.campaign.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the states of runs are propagated to the other services. */
@ConfigMapping(prefix = "campaignflows.campaign.run")
public interface RunConfig {

    /** How long another service may take to store a run's state, per attempt (there are up to three). */
    @WithDefault("3s")
    Duration answerTimeout();

    /**
     * How long the request of a Start or Stop has for its propagation before the worker considers it interrupted. Longer than
     * two services can take with all attempts.
     */
    @WithDefault("60s")
    Duration claim();

    /** How often the worker looks for what is due. */
    @WithDefault("500ms")
    Duration poll();
}
