package campaignflows.communication.support;

import campaignflows.communication.agent.AgentAuditPublisher;
import campaignflows.communication.agent.AgentGuard;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.agent.AgentRepository;
import campaignflows.communication.agent.AgentService;
import campaignflows.communication.agent.AgentView;
import campaignflows.communication.channel.ChannelAuditPublisher;
import campaignflows.communication.channel.ChannelGuard;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelRepository;
import campaignflows.communication.channel.ChannelService;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.command.CommandRepository;
import campaignflows.communication.command.CommandService;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.external.AgentSecrets;
import campaignflows.communication.inbound.WhatsAppWebhook;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.run.AgentUsage;
import campaignflows.communication.run.Faults;
import campaignflows.communication.run.RunRepository;
import campaignflows.communication.run.RunService;
import campaignflows.communication.session.OpenSessionRepository;
import campaignflows.communication.session.SessionTimer;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.messaging.OutboxSignal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of the service put together as in the service, over a real database, with a clock that a test moves. */
public final class World {
    public final UUID tenant = Ids.v7();
    public final UUID campaign = Ids.v7();
    public final UUID flow = Ids.v7();
    public final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T08:00:00Z"));
    public final TestDatabase db;
    public final TransitionService transitions;
    public final Faults faults;
    public final CommandService commands;
    public final Channels channels;
    public final Agents agents;
    public final RunService runs;
    public final SessionTimer sessions;
    public final Database work;
    public final AuditLog audit;
    public final CredentialCipher cipher = new CredentialCipher(new EncryptionKeys(Settings.with(Map.of())));
    public final AgentUsage activeFlows = new AgentUsage();
    /** As far as it is known to the service; null: not yet. */
    public @Nullable ZoneId tenantZone = ZoneOffset.UTC;

    public final DispatchSignal signal = new DispatchSignal();

    public World(TestDatabase db) {
        this.db = db;
        Outbox outbox = new Outbox(new OutboxSignal());
        work = db.database();
        audit = new AuditLog(outbox, clock, "communication-service");
        transitions = new TransitionService(new CommunicationRepository(), new RunRepository(), outbox);
        faults = new Faults(new RunRepository(), outbox);
        commands = new CommandService(
                new CommandRepository(),
                new CommunicationRepository(),
                new ChannelLookupRepository(),
                new AgentLookupRepository(),
                new ErasureRepository(),
                new OptOutRepository(),
                transitions,
                faults,
                clock);
        channels = new Channels(new ChannelService(
                db.transactions(),
                new ChannelRepository(),
                cipher,
                signal,
                Settings.mailServers(),
                new ChannelGuard(activeFlows),
                new ChannelAuditPublisher(audit),
                clock));
        agents = new Agents(new AgentService(
                db.transactions(),
                new AgentRepository(),
                new ChannelRepository(),
                new AgentGuard(activeFlows),
                Ways.of(Settings.with(Map.of()), work, clock),
                Settings.endpoints(),
                new AgentSecrets(cipher),
                signal,
                new AgentAuditPublisher(audit),
                clock));
        runs = new RunService(new RunRepository(), db.database(), signal, clock);
        sessions = new SessionTimer(new OpenSessionRepository(), new AgentLookupRepository(), work, transitions, clock);
        db.clear();
        run(1, true);
    }

    public void run(int run, boolean active) {
        runs.store(new RunState(tenant, campaign, run, active));
    }

    public UUID emailChannel(int port) {
        return channels.create(
                        tenant, new ChannelView.New("Mail", ChannelType.EMAIL, json("""
                                {"host":"127.0.0.1","port":%d,"security":"none","from":"Test <no-reply@example.com>"}
                                """.formatted(port)), null, null))
                .id();
    }

    public UUID channel(ChannelType type) {
        return channels.create(tenant, new ChannelView.New(type.name(), type, null, null, null))
                .id();
    }

    public UUID telegramChannel() {
        return channels.create(
                        tenant,
                        new ChannelView.New(
                                "Bot", ChannelType.TELEGRAM, null, json("""
                                {"bot_token":"%s"}
                                """.formatted(FakeTelegram.TOKEN)), null))
                .id();
    }

    public UUID whatsAppChannel(String phoneNumberId) {
        return channels.create(
                        tenant,
                        new ChannelView.New(
                                "WhatsApp " + phoneNumberId,
                                ChannelType.WHATSAPP,
                                json("""
                                {"phone_number_id":"%s"}
                                """.formatted(phoneNumberId)),
                                json("""
                                {"access_token":"%s","webhook_secret":"%s"}
                                """.formatted(FakeWhatsApp.TOKEN, WhatsAppWebhook.SECRET)),
                                null))
                .id();
    }

    /** @param settings more of them, such as {@code "machine":"off"} */
    public UUID voiceChannel(String settings) {
        return channels.create(
                        tenant,
                        new ChannelView.New(
                                "Phone " + settings,
                                ChannelType.VOICE,
                                json("""
                                {"account_sid":"%s","from":"%s","public_address":"https://flows.example.org",%s}
                                """.formatted(FakeTwilio.ACCOUNT, FakeTwilio.FROM, settings)),
                                json("""
                                {"auth_token":"%s"}
                                """.formatted(FakeTwilio.TOKEN)),
                                null))
                .id();
    }

    public UUID callingAgent(UUID channel, String settings, List<AgentView.Result> results) {
        return agents.create(
                        tenant,
                        new AgentView.New(
                                "Caller",
                                AgentKind.MESSAGE,
                                List.of(channel),
                                results,
                                json(settings),
                                Duration.ofHours(72)))
                .id();
    }

    public UUID messageAgent(UUID channel) {
        return agents.create(
                        tenant,
                        new AgentView.New(
                                "Messages", AgentKind.MESSAGE, List.of(channel), null, null, Duration.ofHours(72)))
                .id();
    }

    /** An external agent at the address, which knows the secret. */
    public UUID externalAgent(String endpoint, String secret, List<UUID> channels, List<AgentView.Result> results) {
        return agents.create(
                        tenant,
                        new AgentView.New(
                                "Agent at " + endpoint,
                                AgentKind.EXTERNAL,
                                channels,
                                results,
                                json("""
                                {"endpoint":"%s","secret":"%s"}
                                """.formatted(endpoint, secret)),
                                Duration.ofHours(72)))
                .id();
    }

    public UUID simulatedAgent(UUID channel, String settings, List<AgentView.Result> results, Duration noResponse) {
        return agents.create(
                        tenant,
                        new AgentView.New(
                                "Simulator",
                                AgentKind.SIMULATED,
                                List.of(channel),
                                results,
                                json(settings),
                                noResponse))
                .id();
    }

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A plan for now, of a new participant unless one is named. */
    public Envelope<CommunicationCommand> plan(
            ChannelType type, UUID channel, UUID agent, @Nullable UUID participant, Schedule schedule) {
        UUID who = participant == null ? Ids.v7() : participant;
        return envelope(
                3,
                new PlanCommunication(
                        campaign,
                        who,
                        customerOf(who),
                        1,
                        flow,
                        "n1",
                        Ids.v7(),
                        "REMINDER",
                        type,
                        channel,
                        agent,
                        clock.instant(),
                        schedule,
                        Map.of("due", "2026-06-03"),
                        content(type, who)));
    }

    /** A plan for now of a new participant, with something else to say. */
    public Envelope<CommunicationCommand> plan(ChannelType type, UUID channel, UUID agent, MessageContent content) {
        Envelope<CommunicationCommand> plan = plan(type, channel, agent);
        PlanCommunication usual = (PlanCommunication) plan.data();
        return envelope(
                3,
                new PlanCommunication(
                        usual.campaignId(),
                        usual.participantId(),
                        usual.customerId(),
                        usual.run(),
                        usual.flowId(),
                        usual.nodeId(),
                        usual.communicationId(),
                        usual.name(),
                        type,
                        channel,
                        agent,
                        usual.createdAt(),
                        usual.schedule(),
                        usual.parameters(),
                        content));
    }

    private static MessageContent content(ChannelType type, UUID who) {
        return switch (type) {
            case EMAIL -> new MessageContent("Payment for " + who, "Dear customer " + who, null);
            case TELEGRAM, VOICE, WEB -> new MessageContent(null, "Dear customer " + who, null);
            case WHATSAPP -> MessageContent.NONE;
        };
    }

    public Envelope<CommunicationCommand> plan(ChannelType type, UUID channel, UUID agent) {
        return plan(type, channel, agent, null, now());
    }

    public Schedule now() {
        return at(clock.instant());
    }

    public static Schedule at(Instant instant) {
        return new Schedule(instant, null, null, 0, 0, 0, null, ZoneOffset.UTC);
    }

    public Envelope<CommunicationCommand> cancel(UUID participant) {
        return envelope(5, new CancelCommunications(campaign, participant, customerOf(participant), 1, flow, "n2"));
    }

    public Envelope<CommunicationCommand> remove(UUID participant) {
        return envelope(0, new ParticipantRemoved(campaign, participant, customerOf(participant), null));
    }

    /** All that participant-service says when it erases the person behind the participant. */
    public List<Envelope<? extends CustomerCommand>> erase(UUID participant) {
        return List.of(
                remove(participant),
                new Envelope<>(
                        Ids.v7(),
                        "participant-service",
                        tenant,
                        customerOf(participant).toString(),
                        clock.instant(),
                        null,
                        0,
                        new CustomerErased(customerOf(participant))));
    }

    private Envelope<CommunicationCommand> envelope(int depth, CommunicationCommand command) {
        return new Envelope<>(
                Ids.v7(),
                "participant-service",
                tenant,
                command.participantId().toString(),
                clock.instant(),
                Ids.v7(),
                depth,
                command);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void apply(Envelope<CommunicationCommand>... batch) {
        apply(List.of(batch));
    }

    public void apply(List<? extends Envelope<? extends CustomerCommand>> batch) {
        db.database().useTransaction(tx -> commands.apply(tx, batch));
    }

    public static UUID idOf(Envelope<CommunicationCommand> plan) {
        return ((PlanCommunication) plan.data()).communicationId();
    }

    public static UUID customerOf(UUID participant) {
        return Ids.derived(participant, "customer");
    }
}
