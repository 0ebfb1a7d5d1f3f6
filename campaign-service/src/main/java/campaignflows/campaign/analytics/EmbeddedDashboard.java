package campaignflows.campaign.analytics;

import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Access to the dashboard of a campaign, for Superset's embedded SDK. */
@Schema(description = "Access to the dashboard of a campaign, for Superset's embedded SDK")
public record EmbeddedDashboard(
        @Schema(
                description =
                        "Guest token of Superset, for the rows of this campaign alone. Valid for some minutes: ask for another before its exp")
        String token,

        @Schema(description = "Where browsers reach Superset; the SDK's supersetDomain")
        URI url,

        @Schema(description = "The SDK's id") UUID dashboardId) {

    /** Without the token. */
    @Override
    public String toString() {
        return "EmbeddedDashboard " + dashboardId;
    }
}
