package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.optout.OptOutDirectory;
import campaignflows.communication.support.FakeChats;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.OptOuts;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** The parts behind a mailbox, put together as in the service. */
@NullMarked
public final class MailIntakes {
    private MailIntakes() {}

    public static MailIntake intake(World world) {
        return new MailIntake(
                new InboundRepository(),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                new BlockedContactRepository(),
                new InboundSignal());
    }

    public static InboundService inbound(World world, ContactDirectory contacts) {
        return InboundServices.of(world, contacts, new NoOptOuts(), FakeChats.none(world.clock));
    }

    /** Of a tenant whose contacts never opt out. */
    private static final class NoOptOuts implements OptOutDirectory {
        @Override
        public Set<ChannelType> of(UUID tenantId, UUID customerId) {
            return Set.of();
        }

        @Override
        public Set<ChannelType> change(UUID customerId, OptOuts.Change change) {
            throw new AssertionError("Expected nobody to opt out");
        }
    }
}
