package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import org.jspecify.annotations.NullMarked;

/** The intake of updates that were asked for, put together as in the service. */
@NullMarked
public final class UpdateIntakes {
    private UpdateIntakes() {}

    public static UpdateIntake intake() {
        return new UpdateIntake(new InboundRepository(), new BlockedContactRepository(), new InboundSignal());
    }
}
