package campaignflows.campaign.campaign;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it is stored.
 *
 * @param fault     the latest one; kept until the next Start has been answered
 * @param run       number of the latest Start, 0 before the first
 * @param startedAt when the latest Start was answered
 * @param revision  of the published definition
 */
public record Campaign(
        UUID id,
        UUID tenantId,
        String name,
        String description,
        CampaignStatus status,
        @Nullable Fault fault,
        int run,
        @Nullable Instant startedAt,
        boolean updatedOnUnchanged,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** What put a campaign in Error. */
    public record Fault(Instant at, String message) {}

    public boolean isActive() {
        return status == CampaignStatus.ACTIVE;
    }

    /**
     * Guards what may not be done while the campaign is Active (rule C2).
     *
     * @param what as in "Fields cannot be removed"
     * @throws ProblemException 409 if it is Active
     */
    public void requireNotActive(String what) {
        if (isActive()) {
            throw ProblemException.conflict(what + " while the campaign is active: stop it first");
        }
    }
}
