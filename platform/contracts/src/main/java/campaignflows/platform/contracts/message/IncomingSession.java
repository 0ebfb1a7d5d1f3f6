package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contact wrote or called in, and no session with it was open on that channel. The message itself is not part of
 * the event: it is stored with the session.
 *
 * @param run       never null: it is not fired in a campaign that is not Active
 * @param sessionId under which the message can be read, the same for all of the person's participants
 */
public record IncomingSession(
        UUID campaignId,
        UUID participantId,
        UUID customerId,
        @Nullable Integer run,
        UUID sessionId,
        ChannelType channel,
        UUID channelId)
        implements ParticipantEvent {}
