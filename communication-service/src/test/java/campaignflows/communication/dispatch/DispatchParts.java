package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.external.AgentSecrets;
import campaignflows.communication.external.EndpointRules;
import campaignflows.communication.external.ExternalAgents;
import campaignflows.communication.limit.ContactLimitRepository;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.startlink.MessageLinks;
import campaignflows.communication.startlink.StartPayloads;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.communication.telegram.BotNames;
import campaignflows.communication.telegram.TelegramApi;
import campaignflows.platform.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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

    /** @param ways other senders than the service's; null for those */
    DispatchParts(World world, ContactSource contacts, Map<String, String> settings, @Nullable ChannelSenders ways) {
        Map<String, String> reachable = new HashMap<>(settings);
        reachable.put("public-address", Settings.PUBLIC_ADDRESS);
        CommunicationConfig config = Settings.with(reachable);
        ChannelSenders senders = ways != null ? ways : Ways.of(config, world.work, world.clock);
        claims = new Claims(
                new ClaimRepository(),
                new ChannelLookupRepository(),
                new AgentLookupRepository(),
                new AttemptRepository(),
                new ClaimEligibility(
                        new OptOutRepository(),
                        new ContactLimitRepository(),
                        tenant -> Optional.ofNullable(world.tenantZone)),
                world.work,
                world.transitions,
                senders,
                world.clock,
                config);
        attempts = new Attempts(
                new AttemptRepository(),
                world.work,
                world.transitions,
                claims,
                world.faults,
                new BlockedContactRepository(),
                world.clock,
                config);
        SendQueues queues = new SendQueues(
                new ChannelLookupRepository(),
                new AgentLookupRepository(),
                world.work,
                claims,
                attempts,
                new Outcomes(attempts),
                senders,
                world.signal,
                world.clock,
                new DispatchMeters(new SimpleMeterRegistry()),
                Tracing.OFF,
                config);
        BatchPreparation delivery = new BatchPreparation(
                world.work,
                claims,
                attempts,
                queues,
                senders,
                new ExternalAgents(
                        Ways.http(config),
                        new EndpointRules(Settings.ADDRESSES, config),
                        new AgentSecrets(world.cipher),
                        Ways.visitors(world.work),
                        config,
                        world.clock),
                new MessageLinks(
                        new ChannelLookupRepository(),
                        new ChannelCredentials(world.cipher),
                        new BotNames(new TelegramApi(Ways.http(config), config)),
                        new StartPayloads(config),
                        world.work,
                        world.clock),
                contacts,
                new BlockedContactRepository(),
                world.faults,
                world.clock);
        dispatcher = new Dispatcher(claims, delivery, queues, senders, world.signal, config);
    }

    /** Looks once for what is due, and returns when all of it is sent or given back. */
    void passAll() {
        try {
            for (Future<?> batch : dispatcher.poll().batches()) {
                batch.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
