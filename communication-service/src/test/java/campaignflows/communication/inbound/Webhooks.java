package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.support.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The webhooks of a test's world, put together as in the service. */
public final class Webhooks {
    private Webhooks() {}

    public static WebhookService of(World world) {
        return new WebhookService(
                new ChannelLookupRepository(),
                new InboundRepository(),
                new BlockedContactRepository(),
                new InboundChannelResolver(new ChannelLookupRepository()),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                world.db.database(),
                world.cipher,
                new InboundBodies(),
                new InboundSignal(),
                world.clock);
    }

    /** An update as Telegram brings it. */
    public static void bring(World world, UUID channel, String secret, String update) {
        of(world)
                .receive(
                        channel,
                        new SignedHead(secret, null, null),
                        new ByteArrayInputStream(update.getBytes(StandardCharsets.UTF_8)));
    }
}
