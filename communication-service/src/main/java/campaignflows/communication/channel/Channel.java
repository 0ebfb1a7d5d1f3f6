package campaignflows.communication.channel;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection by which contacts are reached.
 *
 * @param email         settings of an email channel, null for the other types
 * @param credentials   encrypted
 * @param ratePerSecond communications per second and replica; null for no limit
 * @param trouble       what keeps it from sending at present, as seen at the last attempt
 * @param revision      grows with each change
 */
public record Channel(
        UUID id,
        UUID tenantId,
        String name,
        ChannelType type,
        RunningStatus status,
        @Nullable EmailSettings email,
        byte @Nullable [] credentials,
        @Nullable Integer ratePerSecond,
        @Nullable String trouble,
        int revision,
        Instant createdAt) {

    Channel with(
            String newName,
            @Nullable EmailSettings newEmail,
            byte @Nullable [] newCredentials,
            @Nullable Integer newRate) {
        // What was wrong may be mended with this change: the next attempt will tell.
        return new Channel(
                id, tenantId, newName, type, status, newEmail, newCredentials, newRate, null, revision, createdAt);
    }

    Channel with(RunningStatus newStatus) {
        return new Channel(
                id, tenantId, name, type, newStatus, email, credentials, ratePerSecond, null, revision, createdAt);
    }
}
