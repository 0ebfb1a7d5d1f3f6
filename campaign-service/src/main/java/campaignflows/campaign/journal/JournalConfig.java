package campaignflows.campaign.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How long walks are kept. */
@ConfigMapping(prefix = "campaignflows.campaign.journal")
public interface JournalConfig {

    /** Days for which a walk is kept at least; all walks of a day (UTC) are deleted together. Counts stay. */
    @WithDefault("90")
    @Min(1)
    @Max(3650)
    int retentionDays();
}
