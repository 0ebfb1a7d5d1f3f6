package campaignflows.communication.inbound;

import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.record.CommunicationRepository;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.World;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** The parts behind a mailbox, put together as in the service. */
@NullMarked
public final class MailIntakes {
    private MailIntakes() {}

    public static MailIntake intake(World world) {
        return new MailIntake(
                new InboundRepository(),
                new Receipts(new ReceiptRepository(), world.progress, world.faults),
                new InboundSignal());
    }

    public static InboundService inbound(World world, ContactDirectory contacts) {
        return new InboundService(
                new InboundRepository(),
                world.work,
                new InboundRouter(
                        new InboundRepository(),
                        new CommunicationRepository(),
                        new ChannelLookupRepository(),
                        new ErasureRepository(),
                        world.work,
                        world.progress,
                        world.clock),
                contacts,
                world.clock,
                Settings.with(Map.of()));
    }
}
