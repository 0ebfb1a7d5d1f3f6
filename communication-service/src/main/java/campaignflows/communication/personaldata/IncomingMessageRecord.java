package campaignflows.communication.personaldata;

import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the person sent by itself.
 *
 * @param state what became of it
 */
record IncomingMessageRecord(
        UUID id,
        ChannelType channel,
        Instant saidAt,
        String state,
        @Nullable String name,
        @Nullable String text) {}
