package campaignflows.communication.limit;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant allows on a type of channel.
 *
 * @param cap   null: as often as there is something to say
 * @param quietHours null: at any hour
 */
public record ContactLimits(
        UUID tenantId,
        ChannelType channel,
        @Nullable FrequencyCap cap,
        @Nullable QuietHours quietHours) {

    public static ContactLimits none(UUID tenantId, ChannelType channel) {
        return new ContactLimits(tenantId, channel, null, null);
    }

    boolean isNothing() {
        return cap == null && quietHours == null;
    }
}
