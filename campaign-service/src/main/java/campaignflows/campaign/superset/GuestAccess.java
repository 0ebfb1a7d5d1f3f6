package campaignflows.campaign.superset;

import java.net.URI;
import java.util.UUID;

/**
 * What a browser needs in order to embed the dashboard.
 *
 * @param token       of Superset, for the rows of one campaign; a secret, and short-lived
 * @param url         where browsers reach Superset
 * @param dashboardId of the embedding
 */
public record GuestAccess(String token, URI url, UUID dashboardId) {
    /** Without the token. */
    @Override
    public String toString() {
        return "Access to the dashboard " + dashboardId;
    }
}
