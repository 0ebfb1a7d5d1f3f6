package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.email.EmailOutlets;
import campaignflows.communication.email.EmailSender;
import campaignflows.communication.email.SmtpConnections;
import campaignflows.communication.sending.Outlets;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.World;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** One running copy of the service's dispatch, put together as in the service. */
@NullMarked
final class DispatchParts {
    final Claims claims;
    final Attempts attempts;
    final Dispatcher dispatcher;

    DispatchParts(World world, ContactSource contacts, Map<String, String> settings) {
        this(world, contacts, settings, null);
    }

    /** @param ways another way out than SMTP; null for SMTP */
    DispatchParts(World world, ContactSource contacts, Map<String, String> settings, @Nullable Outlets ways) {
        CommunicationConfig config = Settings.with(settings);
        claims = new Claims(
                new ClaimRepository(),
                new ChannelLookupRepository(),
                new AgentLookupRepository(),
                new AttemptRepository(),
                world.work,
                world.progress,
                world.clock,
                config);
        attempts = new Attempts(
                new AttemptRepository(), world.work, world.progress, claims, world.faults, world.clock, config);
        Lanes lanes = new Lanes(
                new ChannelLookupRepository(),
                world.work,
                claims,
                attempts,
                new Outcomes(attempts),
                world.signal,
                world.clock,
                config);
        Outlets outlets = ways != null
                ? ways
                : new EmailOutlets(
                        new EmailSender(new SmtpConnections(config, Settings.ADDRESSES)),
                        world.cipher,
                        Settings.places(),
                        config);
        BatchDelivery delivery =
                new BatchDelivery(world.work, claims, attempts, lanes, outlets, contacts, world.faults, world.clock);
        dispatcher = new Dispatcher(claims, delivery, lanes, world.signal, config);
    }
}
