package campaignflows.engine.protocol;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Those who use the system: each does what the script says, and repeats what was not answered. */
final class SimulatedUsers {
    private static final long PATIENCE = 2_000_000_000L;

    private final Schedule schedule;
    private final Network network;
    private final CampaignServiceModel campaigns;
    private final ParticipantServiceModel participants;
    private final CommunicationServiceModel communications;
    private final Supplier<List<SimulatedProcess>> participantServers;
    private final Supplier<List<SimulatedProcess>> communicationServers;
    private final BooleanSupplier quiet;
    private final SimulatedProcess machine = new SimulatedProcess("people");
    private int operations;
    private int busy;

    SimulatedUsers(
            Schedule schedule,
            Network network,
            CampaignServiceModel campaigns,
            ParticipantServiceModel participants,
            CommunicationServiceModel communications,
            Supplier<List<SimulatedProcess>> participantServers,
            Supplier<List<SimulatedProcess>> communicationServers,
            BooleanSupplier quiet) {
        this.schedule = schedule;
        this.network = network;
        this.campaigns = campaigns;
        this.participants = participants;
        this.communications = communications;
        this.participantServers = participantServers;
        this.communicationServers = communicationServers;
        this.quiet = quiet;
    }

    void act(Workload script) {
        for (List<Workload.Action> actions : script.people()) {
            busy++;
            schedule.spawn(machine, () -> {
                actions.forEach(this::act);
                busy--;
            });
        }
    }

    boolean areDone() {
        return busy == 0;
    }

    private void act(Workload.Action action) {
        int operation = ++operations;
        switch (action) {
            case Workload.Action.Start(UUID campaign) -> change(campaign, CampaignStatus.ACTIVE);
            case Workload.Action.Stop(UUID campaign) -> change(campaign, CampaignStatus.INACTIVE);
            case Workload.Action.Import(UUID campaign, UUID customer, String note) ->
                untilAnswered(
                        participantServers, server -> participants.land(server, operation, campaign, customer, note));
            case Workload.Action.Edit(UUID campaign, UUID customer) ->
                untilAnswered(participantServers, server -> participants.edit(server, operation, campaign, customer));
            case Workload.Action.Remove(UUID campaign, UUID customer) ->
                untilAnswered(participantServers, server -> participants.remove(server, operation, campaign, customer));
            case Workload.Action.Idle(int steps) -> {
                long until = schedule.steps() + steps;
                schedule.await(() -> schedule.steps() >= until);
            }
            case Workload.Action.AwaitUncommittedWalks(UUID campaign) ->
                schedule.await(() -> participants.isWalked(campaign), PATIENCE);
            case Workload.Action.AwaitQuiescence() -> schedule.await(quiet);
        }
    }

    private void change(UUID campaign, CampaignStatus status) {
        schedule.pause();
        int run = campaigns.change(campaign, status);
        RunState state = new RunState(WalkFixture.TENANT, campaign, run, status == CampaignStatus.ACTIVE);
        untilAnswered(participantServers, server -> participants.store(server, state));
        untilAnswered(communicationServers, server -> communications.store(server, state));
        campaigns.answered(campaign, status, run);
    }

    private void untilAnswered(Supplier<List<SimulatedProcess>> servers, Consumer<SimulatedProcess> request) {
        while (true) {
            try {
                network.call(servers.get(), server -> {
                    request.accept(server);
                    return true;
                });
                return;
            } catch (SimulatedDatabase.Broken noAnswer) {
                schedule.pause();
            }
        }
    }
}
