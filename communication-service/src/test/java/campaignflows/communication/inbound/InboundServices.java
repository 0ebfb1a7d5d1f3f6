package campaignflows.communication.inbound;

import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.optout.OptOutDirectory;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.optout.StopWordRepository;
import campaignflows.communication.optout.StopWordService;
import campaignflows.communication.startlink.TelegramStartHandler;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.World;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** What carries messages of contacts on, put together as in one replica of the service. */
@NullMarked
final class InboundServices {
    private InboundServices() {}

    static InboundService of(
            World world, ContactDirectory contacts, OptOutDirectory optOuts, TelegramStartHandler starts) {
        InboundRouter router = new InboundRouter(
                new InboundRepository(),
                new SessionCandidateRepository(),
                new CommunicationRepository(),
                new ChannelLookupRepository(),
                new ErasureRepository(),
                world.work,
                world.transitions,
                world.clock);
        StopWordService stopWords = new StopWordService(new StopWordRepository(), world.work, world.audit);
        SingleMessageRouting singles = new SingleMessageRouting(
                new InboundClaimRepository(),
                new InboundRepository(),
                new SessionCandidateRepository(),
                router,
                contacts,
                starts,
                new StopMessages(stopWords, optOuts, new OptOutRepository(), new ErasureRepository(), world.work),
                world.work,
                world.clock);
        InboundBatchRouting batches = new InboundBatchRouting(
                singles,
                new InboundRepository(),
                new SessionCandidateRepository(),
                router,
                contacts,
                stopWords,
                world.work,
                Settings.with(Map.of()));
        return new InboundService(
                new InboundClaimRepository(),
                new InboundRepository(),
                batches,
                world.work,
                world.clock,
                Settings.with(Map.of()));
    }
}
