package campaignflows.engine.protocol;

import campaignflows.engine.definition.Definitions;
import campaignflows.engine.definition.TenantSettings;
import campaignflows.engine.processing.CommitOutcome;
import campaignflows.engine.processing.EngineMeters;
import campaignflows.engine.processing.EngineUnderSimulation;
import campaignflows.engine.processing.RunLookup;
import campaignflows.engine.processing.WalkCommits;
import campaignflows.engine.protocol.InvariantMonitor.Violation;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.messaging.ConsumerMeters;
import campaignflows.platform.messaging.ConsumerSettings;
import campaignflows.platform.messaging.GatheringSink;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.Relay;
import campaignflows.platform.messaging.Scheduling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The system of one seed: engines and relays, the real ones, in processes that die and stand still, over models of the
 * broker, the databases and the other services, and people who use it.
 */
final class Simulation implements AutoCloseable {
    private static final int MOST_STEPS = 60_000;
    private static final int LONGEST_BACKLOG = 1_000;
    private static final int LOOK_EVERY = 16;
    private static final String COMMANDS = "communication-commands";
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final EngineMeters ENGINE_METERS = new EngineMeters(METERS);

    /** What a run came to; comparable is what does not depend on what came first. */
    record Outcome(String digest, boolean comparable, long steps) {}

    private final Mutation mutation;
    private final Workload script;
    private final Schedule schedule;
    private final FaultProfile chaos;
    private final Kafka kafka;
    private final Network network;
    private final InvariantMonitor monitor = new InvariantMonitor();
    private final CampaignServiceModel campaigns;
    private final SimulatedDatabase participantDatabase;
    private final SimulatedDatabase communicationDatabase;
    private final ParticipantServiceModel participants;
    private final CommunicationServiceModel communications;
    private final SimulatedUsers people;
    private final List<ProcessSlot> participantServers = new ArrayList<>();
    private final List<ProcessSlot> communicationServers = new ArrayList<>();
    private final List<ProcessSlot> engines = new ArrayList<>();
    private final List<ProcessSlot> slots = new ArrayList<>();
    private final SimulatedProcess campaignServer = new SimulatedProcess("campaign");
    private final FaultScheduler disturbance;

    /** @param disturbed whether anything goes wrong at all, or is slow */
    Simulation(long seed, Mutation mutation, boolean disturbed) {
        this.mutation = mutation;
        this.script = Workload.of(seed);
        this.schedule = new Schedule(seed, !disturbed);
        this.chaos = new FaultProfile(schedule, disturbed ? schedule.below(40) : 0, 4 + schedule.below(60));
        this.kafka = new Kafka(schedule, mutation, chaos);
        this.network = new Network(schedule, chaos);
        this.campaigns = new CampaignServiceModel(script.choice());
        this.participantDatabase = new SimulatedDatabase(schedule, chaos, mutation);
        this.communicationDatabase = new SimulatedDatabase(schedule, chaos, mutation);
        this.participants = new ParticipantServiceModel(schedule, mutation, monitor, campaigns, participantDatabase);
        this.communications = new CommunicationServiceModel(schedule, mutation, monitor, communicationDatabase);
        monitor.watch(kafka, campaigns);
        kafka.group("flow-engine").partitions(TestCampaigns.PARTITIONS);
        kafka.group(COMMANDS).partitions(TestCampaigns.PARTITIONS);
        int replicas = disturbed ? 2 : 1;
        for (int replica = 1; replica <= replicas; replica++) {
            participantServers.add(new ProcessSlot("participant-" + replica, schedule, this::startParticipantService));
            communicationServers.add(
                    new ProcessSlot("communication-" + replica, schedule, this::startCommunicationService));
            engines.add(new ProcessSlot("engine-" + replica, schedule, this::startEngine));
        }
        slots.addAll(engines);
        slots.addAll(participantServers);
        slots.addAll(communicationServers);
        this.people = new SimulatedUsers(
                schedule,
                network,
                campaigns,
                participants,
                communications,
                () -> machines(participantServers),
                () -> machines(communicationServers),
                this::isQuiet);
        this.disturbance = new FaultScheduler(
                schedule, chaos, kafka, List.of(participantDatabase, communicationDatabase), slots, engines);
    }

    private static List<SimulatedProcess> machines(List<ProcessSlot> of) {
        return of.stream().map(ProcessSlot::machine).toList();
    }

    private void startParticipantService(SimulatedProcess machine) {
        startRelays(ParticipantServiceModel.SERVICE, machine, participantDatabase);
    }

    private void startCommunicationService(SimulatedProcess machine) {
        startRelays(CommunicationServiceModel.SERVICE, machine, communicationDatabase);
        ConsumerLoop commands = new ConsumerLoop(
                COMMANDS,
                Topics.COMMUNICATION_COMMANDS,
                COMMANDS,
                new Clients(machine, kafka),
                new GatheringSink(communications.sink(machine), new Threads(schedule, machine)),
                ConsumerSettings.GATHERED,
                new ConsumerMeters(METERS, COMMANDS, Topics.COMMUNICATION_COMMANDS),
                scheduling(machine));
        schedule.spawn(machine, commands);
        schedule.spawn(machine, () -> {
            while (true) {
                try {
                    communications.dispatch(machine);
                } catch (SimulatedDatabase.Broken unknown) {
                    schedule.pause();
                }
            }
        });
    }

    private void startRelays(String service, SimulatedProcess machine, SimulatedDatabase database) {
        for (int shard : TestCampaigns.SHARDS) {
            Scheduling scheduling = new SimulatedScheduling(schedule, machine, database::hasRows);
            schedule.spawn(
                    machine,
                    new Relay(
                            service,
                            shard,
                            database.outboxOf(machine),
                            new Clients(machine, kafka),
                            new OutboxSignal(),
                            scheduling));
        }
    }

    private Scheduling scheduling(SimulatedProcess machine) {
        return new SimulatedScheduling(schedule, machine, shard -> false);
    }

    private void startEngine(SimulatedProcess machine) {
        TenantSettings tenants = new TenantSettings(tenant -> Optional.of(new WalkFixture().tenant()));
        Definitions definitions = new Definitions(
                (tenant, campaign) -> network.call(List.of(campaignServer), any -> campaigns.newest(campaign)),
                tenants,
                Duration.ZERO,
                scheduling(machine));
        schedule.spawn(machine, () -> {
            for (int next = 0; ; next++) {
                int wanted = next;
                schedule.await(() -> campaigns.topic().size() > wanted);
                if (chaos.strikes()) {
                    schedule.await(null, schedule.below(30_000_000_000L));
                }
                CampaignServiceModel.Published published = campaigns.topic().get(next);
                definitions.changed(published.campaign(), published.value());
            }
        });
        RunLookup runs = mutation == Mutation.NEWEST_DEFINITION
                ? (tenant, campaign, run) -> definitions.run(tenant, campaign, campaigns.runOf(campaign))
                : definitions::run;
        EngineUnderSimulation engine = new EngineUnderSimulation(
                new Clients(machine, kafka),
                new RemoteCommits(),
                runs,
                new Threads(schedule, machine),
                ENGINE_METERS,
                new EngineUnderSimulation.Portions(
                        1 + schedule.below(6), schedule.oneIn(4) ? 1 : 1_000_000, schedule.oneIn(3) ? 1 : 2_000_000),
                new SimulatedClock(),
                scheduling(machine));
        schedule.spawn(machine, engine);
    }

    /** participant-service as the engines reach it. */
    private final class RemoteCommits implements WalkCommits {
        @Override
        public BeginResponse begin(Begin begin) {
            return call(server -> participants.begin(begin));
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            return call(server -> participants.commit(server, commit));
        }

        @Override
        public long position(String topicId, int partition) {
            return call(server -> participants.position(partition));
        }

        private <T> T call(Function<SimulatedProcess, T> request) {
            return network.call(machines(participantServers), request);
        }
    }

    private final class SimulatedClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("The walks ask for instants only");
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(0, schedule.now());
        }
    }

    /**
     * Lets everything happen, and checks that what must hold does.
     *
     * @throws Violation that says what does not
     */
    Outcome run() {
        people.act(script);
        if (!chaos.isOver() && schedule.oneIn(3)) {
            engines.forEach(engine -> engine.freeze(schedule.below(LONGEST_BACKLOG)));
        }
        while (schedule.steps() % LOOK_EVERY != 0 || !people.areDone() || !isQuiet()) {
            if (!schedule.step()) {
                slots.forEach(ProcessSlot::revive);
            }
            monitor.rethrow();
            disturbance.step();
            if (schedule.steps() > MOST_STEPS) {
                throw new Violation("it does not come to rest: " + state());
            }
        }
        FinalInvariants invariants =
                new FinalInvariants(monitor, kafka, campaigns, participants, communications, script.choice());
        invariants.check();
        return new Outcome(
                invariants.digest(),
                script.calm() && script.choice().equals(new FlowChoice(false, false)),
                schedule.steps());
    }

    /** Whether nothing is on its way any more. */
    private boolean isQuiet() {
        return participantDatabase.outboxIsEmpty()
                && communicationDatabase.outboxIsEmpty()
                && communications.isQuiet()
                && kafka.broker().isQuiet()
                && TestCampaigns.PARTITIONS.stream()
                        .allMatch(partition -> isRead(
                                        Topics.PARTICIPANT_EVENTS, partition, participants.position(partition))
                                && isRead(
                                        Topics.COMMUNICATION_COMMANDS, partition, communications.position(partition)));
    }

    /** Whether nothing that has an effect follows the position. */
    private boolean isRead(String topic, int partition, long position) {
        TopicLog log = kafka.broker().log(topic, partition);
        return log.committed(position, log.end()).stream()
                .noneMatch(entry ->
                        topic.equals(Topics.COMMUNICATION_COMMANDS) || monitor.hasEffect(InvariantMonitor.idOf(entry)));
    }

    private String state() {
        return "people are done: %s, %s, %s, communications are quiet: %s, transactions are: %s, positions %s"
                .formatted(
                        people.areDone(),
                        participantDatabase,
                        communicationDatabase,
                        communications.isQuiet(),
                        kafka.broker().isQuiet(),
                        Objects.requireNonNull(TestCampaigns.PARTITIONS.stream()
                                .map(each -> each + ": " + participants.position(each) + " of "
                                        + kafka.broker()
                                                .log(Topics.PARTICIPANT_EVENTS, each)
                                                .end()
                                        + ", " + communications.position(each) + " of "
                                        + kafka.broker()
                                                .log(Topics.COMMUNICATION_COMMANDS, each)
                                                .end())
                                .toList()));
    }

    @Override
    public void close() {
        schedule.close();
    }
}
