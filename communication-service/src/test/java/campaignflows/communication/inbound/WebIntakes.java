package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.support.World;
import org.jspecify.annotations.NullMarked;

/** What takes the words of visitors and browsers, put together as in the service. */
@NullMarked
public final class WebIntakes {
    private WebIntakes() {}

    public static WebIntake of(World world) {
        return new WebIntake(
                new InboundRepository(),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                new BlockedContactRepository(),
                new InboundSignal());
    }
}
