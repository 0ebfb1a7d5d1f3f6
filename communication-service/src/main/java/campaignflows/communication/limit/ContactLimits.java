package campaignflows.communication.limit;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant allows on a type of channel.
 *
 * @param cap   null: as often as there is something to say
 * @param quiet null: at any hour
 */
public record ContactLimits(
        UUID tenantId,
        ChannelType channel,
        @Nullable FrequencyCap cap,
        @Nullable QuietHours quiet) {

    public static ContactLimits none(UUID tenantId, ChannelType channel) {
        return new ContactLimits(tenantId, channel, null, null);
    }

    boolean isNothing() {
        return cap == null && quiet == null;
    }
}
